import { notFound } from "next/navigation";
import { catalog } from "@/lib/content/prepared";
import { isLocale, locales } from "@/lib/i18n/locales";
import { partTexts } from "@/lib/quiz/texts";

export const dynamic = "force-static";
export const dynamicParams = false;
export const generateStaticParams = () => locales.map((locale) => ({ locale }));

/** The words of all items, for pages that ask or show them. */
export async function GET(_request: Request, { params }: RouteContext<"/[locale]/questions.json">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return Response.json(partTexts(await catalog(locale)).texts);
}

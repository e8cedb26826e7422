import { notFound } from "next/navigation";
import { catalog } from "@/lib/content/prepared";
import { isLocale, locales } from "@/lib/i18n/locales";
import { partTexts } from "@/lib/quiz/texts";

export const dynamic = "force-static";
export const dynamicParams = false;
export const generateStaticParams = () => locales.map((locale) => ({ locale }));

/** Items without their words, gaps, topics and presets for the islands, in one language. */
export async function GET(_request: Request, { params }: RouteContext<"/[locale]/catalog.json">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return Response.json(partTexts(await catalog(locale)).index);
}

import { notFound } from "next/navigation";
import { searchable } from "@/lib/content/prepared";
import { isLocale, locales } from "@/lib/i18n/locales";
import { searchDocuments } from "@/lib/search/build";

export const dynamic = "force-static";
export const dynamicParams = false;
export const generateStaticParams = () => locales.map((locale) => ({ locale }));

/** Every place that can be found, in one language; the browser indexes it when the reader first searches. */
export async function GET(_request: Request, { params }: RouteContext<"/[locale]/search.json">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return Response.json(searchDocuments(await searchable(), locale));
}

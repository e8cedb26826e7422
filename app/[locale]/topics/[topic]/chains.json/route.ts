import { notFound } from "next/navigation";
import { chainsOf, writtenTopics } from "@/lib/content/prepared";
import { isLocale, locales } from "@/lib/i18n/locales";

export const dynamic = "force-static";
export const dynamicParams = false;
export async function generateStaticParams() {
  const topics = await writtenTopics();
  return locales.flatMap((locale) => topics.map((topic) => ({ locale, topic })));
}

/** The follow-up chains of one topic, with their rubrics: only who plays one loads them. */
export async function GET(_request: Request, { params }: RouteContext<"/[locale]/topics/[topic]/chains.json">) {
  const { locale, topic } = await params;
  if (!isLocale(locale)) notFound();
  return Response.json(await chainsOf(locale, topic));
}

import type { Text } from "@/lib/i18n/locales";
import { langOf, locales } from "@/lib/i18n/locales";

/** A text in both languages; the page shows one of them once it knows which (see `languageScript`). */
export function Both({ text }: { text: Text }) {
  return locales.map((locale) => (
    <span key={locale} lang={langOf[locale]} className="both">
      {text[locale]}
    </span>
  ));
}

/**
 * For pages that are made once for all addresses: takes the language from the address, or else from the browser, and
 * leaves only that one on the page. Without JavaScript both stay.
 */
export const languageScript = `(function(){var e=document.documentElement,p=location.pathname.split("/")[1],l=p==="en"||p!=="zh"&&!/^zh/i.test(navigator.language)?"en":"zh-CN";e.lang=l;e.dataset.one="";document.title=document.title.split(" / ")[l==="en"?1:0]})()`;

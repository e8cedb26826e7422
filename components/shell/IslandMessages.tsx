import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";

type Props = {
  /** Top-level namespaces of lib/i18n/messages that the islands inside use; nothing else is sent to the browser. */
  namespaces: readonly string[];
  children: ReactNode;
};

/** Gives the islands inside it their own messages, and no others. An inner one replaces an outer one. */
export async function IslandMessages({ namespaces, children }: Props) {
  const [locale, all] = await Promise.all([getLocale(), getMessages()]);
  const messages = Object.fromEntries(namespaces.map((name) => [name, all[name as keyof typeof all]]));
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}

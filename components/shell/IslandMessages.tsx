import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";

type Props = {
  /** Namespaces of lib/i18n/messages that the islands inside use, or parts of one ("dashboard.state"); nothing else is sent. */
  namespaces: readonly string[];
  children: ReactNode;
};

type Messages = { [name: string]: Messages | string };

/** Copies what lies at a path, into the same path. */
function put(into: Messages, [name = "", ...rest]: readonly string[], from: Messages): void {
  const found = from[name];
  if (found === undefined) return;
  if (rest.length === 0 || typeof found === "string") {
    into[name] = found;
    return;
  }
  const inner = into[name];
  const next: Messages = typeof inner === "object" ? { ...inner } : {};
  into[name] = next;
  put(next, rest, found);
}

/** Gives the islands inside it their own messages, and no others. An inner one replaces an outer one. */
export async function IslandMessages({ namespaces, children }: Props) {
  const [locale, all] = await Promise.all([getLocale(), getMessages()]);
  const messages: Messages = {};
  for (const name of namespaces) put(messages, name.split("."), all as Messages);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}

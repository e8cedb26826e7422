import { availableParallelism } from "node:os";
import createNextIntlPlugin from "next-intl/plugin";

const isDevelopment = process.env.NODE_ENV === "development";

/** Sent with every answer. The content security policy is not here: each page gets its own, with hashes, after the build. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(self), geolocation=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()",
  },
];

/**
 * `/` leads to the reader's language: to Chinese when Accept-Language names Chinese before English, to English when it
 * names any other language, and to Chinese, the language the site is written in first, when it says nothing.
 */
const acceptLanguage = (value, destination) => ({
  source: "/",
  has: [{ type: "header", key: "accept-language", value }],
  destination,
  permanent: false,
});

/** @type {import("next").NextConfig} */
const config = {
  agentRules: false,
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  devIndicators: false,
  // Pages and routes named *.dev.tsx or *.dev.ts exist only while developing: a production build has no gallery at all.
  pageExtensions: isDevelopment ? ["dev.tsx", "dev.ts", "tsx", "ts"] : ["tsx", "ts"],
  images: { unoptimized: true },
  poweredByHeader: false,
  // `npm test` checks them, tests and routes included; who starts the site need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["esbuild", "mdx-bundler"],
  experimental: {
    agentUpgrade: false,
    // The default leaves one core free, which halves the speed of a two-core machine.
    cpus: availableParallelism(),
    // Nobody downloads the server's code, and minifying it took half of a build.
    serverMinification: false,
    // The only layout lies below [locale], so an address outside of it needs a page of its own.
    globalNotFound: true,
  },
  redirects: () => [
    acceptLanguage("(?:(?!\\ben\\b).)*\\bzh\\b.*", "/zh"),
    acceptLanguage("[A-Za-z].*", "/en"),
    { source: "/", destination: "/zh", permanent: false },
  ],
  headers: () => [
    { source: "/:path*", headers: securityHeaders },
    {
      source: "/:locale(zh|en)/:file(catalog.json|questions.json|search.json)",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    // A worker is bound by the policy of its own script, and by none where that has none.
    ...(isDevelopment
      ? []
      : [
          {
            source: "/_next/static/:path*",
            headers: [
              {
                key: "Content-Security-Policy",
                value: "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
              },
            ],
          },
        ]),
    {
      // Names without a hash: a year would outlive the next font.
      source: "/fonts/:file*",
      headers: [{ key: "Cache-Control", value: "public, max-age=2592000" }],
    },
  ],
};

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    // Messages are compiled at build, so that islands carry a formatter of 1 kB in place of an ICU parser.
    messages: { path: "./lib/i18n/messages", format: "json", locales: "infer", precompile: true },
  },
});

export default withNextIntl(config);

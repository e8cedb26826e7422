export const dynamic = "force-dynamic";

/** Requests can be served: pages are static and there is no database, so running is being ready. */
export const GET = () => Response.json({ status: "ready" }, { headers: { "cache-control": "no-store" } });

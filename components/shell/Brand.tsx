import Link from "next/link";

/** Five servers, three of them joined: a quorum. */
export function Brand({ href, name, latin, label }: { href: string; name: string; latin: string; label: string }) {
  return (
    <Link className="brand" href={href} aria-label={label} prefetch={false}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4.2,10.1L12,4.4L19.8,10.1" fill="none" stroke="var(--ink)" strokeWidth="1.5" />
        <circle cx="12" cy="4.4" r="3" fill="var(--ink)" />
        <circle cx="19.8" cy="10.1" r="3" fill="var(--ink)" />
        <circle cx="4.2" cy="10.1" r="3" fill="var(--ink)" />
        <circle cx="16.8" cy="19.2" r="2.3" fill="var(--bg)" stroke="var(--ink)" strokeWidth="1.4" />
        <circle cx="7.2" cy="19.2" r="2.3" fill="var(--bg)" stroke="var(--ink)" strokeWidth="1.4" />
      </svg>
      {name} {latin && <span lang="en">{latin}</span>}
    </Link>
  );
}

"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/Dialog";
import { IconButton } from "@/components/ui/IconButton";
import { type NavLink, NavLinks } from "./NavLinks";

type Props = { label: string; closeLabel: string; navLabel: string; links: readonly NavLink[] };

/** The rooms on a small screen. */
export function MenuDrawer({ label, closeLabel, navLabel, links }: Props) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <IconButton
        className="only-narrow"
        icon="menu"
        label={label}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      />
      <Dialog open={open} onClose={close} title={label} closeLabel={closeLabel} variant="drawer" flush>
        <nav className="drawer-nav" aria-label={navLabel}>
          <NavLinks links={links} onFollow={close} />
        </nav>
      </Dialog>
    </>
  );
}

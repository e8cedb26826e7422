import type { ComponentProps } from "react";

/** Running text at its measure: 38 characters in Chinese, 68 in English. Styles plain elements; write no classes inside. */
export function Prose({ className = "", ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={`prose ${className}`} />;
}

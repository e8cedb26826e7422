import { useId } from "react";
import type { NotePage } from "@/lib/content/pages";
import { ClaimMark } from "./ClaimMark";
import { citationsIn } from "./citations-in";

/** An inline citation without a claim. */
export function Source({ page, citation }: { page: NotePage; citation: string }) {
  const id = useId();
  const citations = citationsIn(page, citation);
  return <ClaimMark id={id} citations={citations} />;
}

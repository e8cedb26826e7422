import type { ReactNode } from "react";
import { Icon } from "./Icon";

type Props = {
  what: ReactNode;
  where?: ReactNode;
  mend: ReactNode;
  /** Words for the two rows, in the language of the page: messages `ui.fault.where` and `ui.fault.mend`. */
  labels: { where: string; mend: string };
  /** What can be done, keeping the learner's work first. */
  actions?: ReactNode;
};

/** Something went wrong: what, where, how to mend it. Announced at once. */
export function FaultBox({ what, where, mend, labels, actions }: Props) {
  return (
    <div className="fault" role="alert">
      <div className="lbl">
        <Icon name="alert" />
        {what}
      </div>
      <dl>
        {where && (
          <>
            <dt>{labels.where}</dt>
            <dd>{where}</dd>
          </>
        )}
        <dt>{labels.mend}</dt>
        <dd>{mend}</dd>
      </dl>
      {actions && <div className="mt-3.5 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

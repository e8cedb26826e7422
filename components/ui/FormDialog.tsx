"use client";
import { type ReactNode, useId } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type Props = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  words: { close: string; cancel: string; save: string };
  /** In px, as the dialog's. */
  width?: number;
  /** The form. It takes this id, so that the button in the foot submits it, and its state begins anew at each opening. */
  children: (formId: string) => ReactNode;
};

/** A modal layer that holds one form: cancel and save stand in its foot. */
export function FormDialog({ open, onClose, title, words, width, children }: Props) {
  const form = useId();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      closeLabel={words.close}
      {...(width !== undefined && { width })}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button variant="primary" type="submit" form={form}>
            {words.save}
          </Button>
        </>
      }
    >
      {children(form)}
    </Dialog>
  );
}

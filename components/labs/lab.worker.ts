/** Judges and searches beside the page, so that neither holds up a picture. */
import { type Asked, answer } from "./verdict";

self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  answer(data).then((said) => self.postMessage(said));
});

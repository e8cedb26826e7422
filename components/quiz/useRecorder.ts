"use client";
/** A spoken answer: the microphone, the recording that is kept on the device, and its sound. */
import { useEffect, useRef, useState } from "react";
import { deleteRecording, keepRecording, type Recording, recordingOf } from "./recordings";

/**
 * unsupported: no such thing in this browser; none: no microphone; unsaved: recorded, but the device did not keep it;
 * undeleted: it is still there; mute: it cannot be played.
 */
export type RecordingFault = "unsupported" | "none" | "refused" | "broken" | "unsaved" | "undeleted" | "mute";

export const longestMinutes = 10;
const longestMs = longestMinutes * 60_000;
const tickMs = 500;

type Running = { recorder: MediaRecorder; since: number };

/**
 * @param key the sitting and the item; undefined where nothing can be kept
 * @param isClosed whether the question takes nothing any more: what is running then ends
 * @param onLength told the length, ms, of the recording there is now, or undefined when it was deleted. It is never
 * called after the question has left the screen: what is then on screen is another question.
 */
export function useRecorder(
  key: string | undefined,
  isClosed: () => boolean,
  onLength: (ms: number | undefined) => void,
) {
  const [recording, setRecording] = useState<Recording>();
  const [runningMs, setRunningMs] = useState<number>();
  const [isPlaying, setPlaying] = useState(false);
  const [fault, setFault] = useState<RecordingFault>();
  const running = useRef<Running>(undefined);
  const isAsking = useRef(false);
  const player = useRef<AudioContext>(undefined);
  const tell = useRef<typeof onLength>(undefined);
  const closed = useRef(isClosed);
  useEffect(() => {
    tell.current = onLength;
    closed.current = isClosed;
  });

  useEffect(() => {
    if (!key) return;
    let isHere = true;
    recordingOf(key).then(
      (found) => {
        if (!isHere || !found) return;
        setRecording(found);
        tell.current?.(found.ms);
      },
      // Nothing can be read here, so nothing was kept; a recording made now will say that it could not be.
      () => undefined,
    );
    return () => {
      isHere = false;
      tell.current = undefined;
      running.current?.recorder.stop();
      void player.current?.close();
    };
  }, [key]);

  const isRunning = runningMs !== undefined;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => {
      const { since, recorder } = running.current ?? {};
      if (since === undefined) return;
      const ms = performance.now() - since;
      setRunningMs(ms);
      if (ms >= longestMs || closed.current()) recorder?.stop();
    }, tickMs);
    return () => clearInterval(timer);
  }, [isRunning]);

  async function begin(): Promise<void> {
    if (!key || running.current || isAsking.current) return;
    stopPlaying();
    setFault(undefined);
    isAsking.current = true;
    const opened = await openMicrophone();
    isAsking.current = false;
    if (typeof opened === "string") return setFault(opened);
    // The question may have gone while the browser asked for leave.
    if (!tell.current) return closeMicrophone(opened);
    const recorder = new MediaRecorder(opened);
    const chunks: Blob[] = [];
    const since = performance.now();
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    recorder.onerror = () => setFault("broken");
    recorder.onstop = () => {
      running.current = undefined;
      closeMicrophone(opened);
      setRunningMs(undefined);
      const sound = new Blob(chunks, { type: recorder.mimeType });
      if (sound.size > 0) void keep(key, { at: Date.now(), ms: Math.round(performance.now() - since), sound });
    };
    running.current = { recorder, since };
    recorder.start();
    setRunningMs(0);
  }

  async function keep(as: string, made: Recording): Promise<void> {
    setRecording(made);
    tell.current?.(made.ms);
    try {
      await keepRecording(as, made);
    } catch {
      setFault("unsaved");
    }
  }

  async function remove(): Promise<void> {
    if (!key) return;
    stopPlaying();
    try {
      await deleteRecording(key);
    } catch {
      return setFault("undeleted");
    }
    setRecording(undefined);
    setFault(undefined);
    tell.current?.(undefined);
  }

  // Decoded by hand: an audio element would need a content policy that allows sound from anywhere on the page.
  async function play(): Promise<void> {
    if (!recording) return;
    const context = new AudioContext();
    player.current = context;
    try {
      const source = context.createBufferSource();
      source.buffer = await context.decodeAudioData(await recording.sound.arrayBuffer());
      source.onended = stopPlaying;
      source.connect(context.destination);
      source.start();
      setPlaying(true);
    } catch {
      stopPlaying();
      setFault("mute");
    }
  }

  function stopPlaying(): void {
    const context = player.current;
    player.current = undefined;
    if (context && context.state !== "closed") void context.close();
    setPlaying(false);
  }

  return {
    recording,
    runningMs,
    isPlaying,
    fault,
    begin,
    stop: () => running.current?.recorder.stop(),
    play,
    stopPlaying,
    remove,
  };
}

async function openMicrophone(): Promise<MediaStream | "unsupported" | "none" | "refused" | "broken"> {
  if (typeof MediaRecorder === "undefined" || !navigator.mediaDevices?.getUserMedia) return "unsupported";
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") return "refused";
    return name === "NotFoundError" ? "none" : "broken";
  }
}

function closeMicrophone(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

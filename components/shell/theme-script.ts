/**
 * Runs in the head, before anything is painted, so that neither a pinned theme nor the first-visit page flashes. It
 * repeats the storage keys of preferences.ts and canary.ts; the content policy allows it by its hash.
 */
export const themeScript = `try{var d=document.documentElement.dataset,t=localStorage.getItem("quorum.theme");if(t==="light"||t==="dark")d.theme=t;if(localStorage.getItem("quorum.events")>0)d.used=""}catch(e){}`;

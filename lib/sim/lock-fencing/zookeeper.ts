/**
 * The part of ZooKeeper that locks live on: the tree, sequential and ephemeral nodes, sessions. Pure. Held to transcripts
 * of ZooKeeper 3.8.0 (tests/vectors/zookeeper.ts).
 */

export type Znode = {
  readonly data: string;
  /** zxid of its creation, of its last change, of the last change among its children. */
  readonly czxid: number;
  readonly mzxid: number;
  readonly pzxid: number;
  /** Changes of its data. */
  readonly version: number;
  /** Children ever created under it: the next sequential name, so a name never comes again. */
  readonly creates: number;
  /** The session it lives and dies with; null: it stays. */
  readonly owner: string | null;
};
export type Zookeeper = { readonly zxid: number; readonly nodes: Readonly<Record<string, Znode>> };
export type ZkError = "NoNode" | "NodeExists" | "NotEmpty" | "NoChildrenForEphemerals" | "BadVersion" | "BadArguments";
export type ZkStat = Omit<Znode, "data" | "creates" | "owner"> & {
  /** Creations and deletions of children together. Source: DataNode.copyStat, 2 * creates - children. */
  readonly cversion: number;
  readonly ephemeralOwner: string | null;
  readonly dataLength: number;
  readonly numChildren: number;
};

const bare = { data: "", czxid: 0, mzxid: 0, pzxid: 0, version: 0, creates: 0, owner: null } as const;

/** A new tree: only the root. */
export const emptyZookeeper: Zookeeper = { zxid: 0, nodes: { "/": bare } };

/** The node at a path, undefined where there is none. */
export const znode = (zk: Zookeeper, path: string): Znode | undefined =>
  Object.hasOwn(zk.nodes, path) ? zk.nodes[path] : undefined;
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";
const isPath = (path: string): boolean => path === "/" || /^(\/[^/]+)+$/.test(path);

/** Names of the children, sorted. */
export function children(zk: Zookeeper, path: string): string[] {
  const start = path === "/" ? "/" : `${path}/`;
  return Object.keys(zk.nodes)
    .filter((each) => each !== "/" && each.startsWith(start) && !each.slice(start.length).includes("/"))
    .map((each) => each.slice(start.length))
    .sort();
}

/**
 * create [-s] [-e] path. A sequential node gets ten digits behind its path: how many children the parent has ever had.
 * @param options `owner`: the session of an ephemeral node
 */
export function createNode(
  zk: Zookeeper,
  path: string,
  options: { sequential?: boolean; owner?: string; data?: string } = {},
): { zk: Zookeeper; path: string } | { error: ZkError } {
  // A sequential path may end in "/": its name is then the number alone.
  const isOpen = options.sequential === true && path.endsWith("/") && path !== "/";
  if (path !== "/" && !isOpen && !isPath(path)) return { error: "BadArguments" };
  const parentPath = parentOf(path);
  const parent = znode(zk, parentPath);
  if (!parent) return { error: "NoNode" };
  if (parent.owner !== null) return { error: "NoChildrenForEphemerals" };
  const full = options.sequential ? path + String(parent.creates).padStart(10, "0") : path;
  if (znode(zk, full)) return { error: "NodeExists" };
  const zxid = zk.zxid + 1;
  const made = {
    ...bare,
    data: options.data ?? "",
    owner: options.owner ?? null,
    czxid: zxid,
    mzxid: zxid,
    pzxid: zxid,
  };
  const nodes = { ...zk.nodes, [parentPath]: { ...parent, creates: parent.creates + 1, pzxid: zxid }, [full]: made };
  return { zk: { zxid, nodes }, path: full };
}

/** delete [-v version] path. Only a node without children goes. */
export function deleteNode(zk: Zookeeper, path: string, version = -1): { zk: Zookeeper } | { error: ZkError } {
  const node = znode(zk, path);
  if (!node || path === "/") return { error: node ? "BadArguments" : "NoNode" };
  if (version !== -1 && version !== node.version) return { error: "BadVersion" };
  if (children(zk, path).length > 0) return { error: "NotEmpty" };
  return { zk: removed(zk, [path]) };
}

/** set [-v version] path data. */
export function setNode(
  zk: Zookeeper,
  path: string,
  data: string,
  version = -1,
): { zk: Zookeeper } | { error: ZkError } {
  const node = znode(zk, path);
  if (!node) return { error: "NoNode" };
  if (version !== -1 && version !== node.version) return { error: "BadVersion" };
  const zxid = zk.zxid + 1;
  return { zk: { zxid, nodes: { ...zk.nodes, [path]: { ...node, data, version: node.version + 1, mzxid: zxid } } } };
}

/** Ends a session, closed or expired: its ephemeral nodes go, all with one zxid. A lost connection alone ends nothing. */
export function endSession(zk: Zookeeper, session: string): Zookeeper {
  const gone = Object.keys(zk.nodes).filter((path) => zk.nodes[path]?.owner === session);
  return removed(zk, gone);
}

function removed(zk: Zookeeper, paths: readonly string[]): Zookeeper {
  const zxid = zk.zxid + 1;
  const nodes: Record<string, Znode> = { ...zk.nodes };
  for (const path of paths) {
    delete nodes[path];
    const parent = nodes[parentOf(path)];
    if (parent) nodes[parentOf(path)] = { ...parent, pzxid: zxid };
  }
  return { zxid, nodes };
}

/** stat path, as a client is shown it. */
export function statOf(zk: Zookeeper, path: string): ZkStat | undefined {
  const node = znode(zk, path);
  if (!node) return undefined;
  const numChildren = children(zk, path).length;
  const { czxid, mzxid, pzxid, version, creates, owner, data } = node;
  const cversion = 2 * creates - numChildren;
  return { czxid, mzxid, pzxid, version, cversion, ephemeralOwner: owner, dataLength: data.length, numChildren };
}

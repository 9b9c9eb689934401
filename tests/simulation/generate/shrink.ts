import type { World } from "./world.ts";

type Container = Record<string, unknown> | unknown[];

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

function without(container: Container, key: string | number): Container {
  if (Array.isArray(container)) return container.filter((_, i) => i !== Number(key));
  return Object.fromEntries(Object.entries(container).filter(([name]) => name !== key));
}

/** The same document with the value at `path` taken out. */
function removed(from: Container, path: readonly (string | number)[]): Container {
  const [key, ...rest] = path;
  if (key === undefined) return from;
  if (rest.length === 0) return without(from, key);
  const inner = (from as Record<string | number, unknown>)[key];
  if (!isContainer(inner)) return from;
  const copy = (Array.isArray(from) ? [...from] : { ...from }) as Record<string | number, unknown>;
  copy[key] = removed(inner, rest);
  return copy as Container;
}

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (!isContainer(value)) return [];
  const keys: (string | number)[] = Array.isArray(value) ? value.map((_, i) => i).toReversed() : Object.keys(value);
  return keys.flatMap((key) => [
    [...path, key],
    ...pathsOf((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
}

/** A delivery without its envelope is another failure, not a smaller one. */
function isEnvelope([root, , key, ...deeper]: readonly (string | number)[]): boolean {
  return root === "deliveries" && typeof key === "string" && deeper.length === 0;
}

/**
 * The smallest world found that still fails: deliveries, partnerships, rule keys and fields of bodies are taken out, one
 * after another, for as long as `fails` holds.
 */
export function shrink(world: World, fails: (candidate: World) => boolean, mostTries = 20_000): World {
  let smallest = world;
  let tries = 0;
  let progress = true;
  while (progress && tries < mostTries) {
    progress = false;
    for (const path of pathsOf({ deliveries: smallest.deliveries, offer: smallest.offer, now: smallest.now })) {
      if (isEnvelope(path)) continue;
      if (++tries > mostTries) break;
      const candidate = removed(smallest, path) as World;
      if (!isContainer(candidate.deliveries) || !isContainer(candidate.offer) || !fails(candidate)) continue;
      if (JSON.stringify(candidate).length >= JSON.stringify(smallest).length) continue;
      smallest = candidate;
      progress = true;
      // Places have moved: begin again where there is less to try.
      break;
    }
  }
  return smallest;
}

import { randomUUID } from "node:crypto";
import type { World } from "../state/world.ts";
import type { View } from "./context.ts";

const jobs = new WeakMap<World, Map<string, { done: boolean }>>();

/** Starts work that ends some time later, and gives the `Job` that an app polls. */
export function startJob(world: World, work: () => void): View {
  const id = `gid://shopify/Job/${randomUUID()}`;
  const job = { done: false };
  const known = jobs.get(world) ?? new Map<string, { done: boolean }>();
  jobs.set(world, known.set(id, job));
  world.later(world.latency.jobMs, () => {
    work();
    job.done = true;
  });
  return jobView(id, job);
}

const jobView = (id: string, job: { done: boolean }): View => ({ __typename: "Job", id, done: job.done });

export function findJob(world: World, id: string): View | null {
  const job = jobs.get(world)?.get(id);
  return job ? jobView(id, job) : null;
}

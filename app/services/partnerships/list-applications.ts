import type { ApplicationRow, ApplicationState } from "../ports/applications.ts";
import type { Database } from "../ports/database.ts";
import type { Page } from "../ports/page.ts";

const pageSize = 25;

/** Applications of one state, the newest first. */
export const listApplications = (
  { database }: { database: Pick<Database, "applications"> },
  input: { shopId: number; state: ApplicationState; after: string | null },
): Promise<Page<ApplicationRow>> =>
  database.applications.list(input.shopId, { state: input.state }, { after: input.after, limit: pageSize });

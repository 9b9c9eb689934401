import { applyAndApprove, creatorSignsUp } from "../../../scripts/demo/creators.ts";
import { createOffer, install, publish } from "../../../scripts/demo/merchant.ts";
import type { Stage } from "../../../scripts/demo/stage.ts";
import type { Story } from "../../../scripts/demo/story.ts";

/** What happens off the screen goes by plain HTTP, as in the demo: an installed app with one published offer. */
export async function publishedOffer(stage: Stage): Promise<Story> {
  const story: Story = { offerId: "", creators: {} as Story["creators"], orders: {} };
  await install(stage);
  await createOffer(stage, story);
  await publish(stage, story);
  return story;
}

/** … and Maya and Ben approved, each with a code and a link. */
export async function twoCreators(stage: Stage): Promise<Story> {
  const story = await publishedOffer(stage);
  await creatorSignsUp(stage, story, "maya");
  await creatorSignsUp(stage, story, "ben");
  await applyAndApprove(stage, story);
  return story;
}

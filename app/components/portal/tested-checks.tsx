import type { PartnershipCheck } from "#app/services/capture/self-test/partnership-checks.ts";
import { Notice, Tag } from "./pieces.tsx";

type Checks = { checks: readonly PartnershipCheck[] };

/** What can be relied on before posting: the sum of it first, then one by one. */
export const TestedChecks = ({ checks }: Checks) => (
  <>
    <Summary checks={checks} />
    <ul className="lines">
      {checks.map(({ name, state, said }) => (
        <li key={name}>
          <div className="line-top">
            <strong>{TITLES[name]}</strong>
            <Tag tone={state}>{TAGS[state]}</Tag>
          </div>
          <p className="small">{said}</p>
        </li>
      ))}
    </ul>
  </>
);

function Summary({ checks }: Checks) {
  if (checks.some(({ state }) => state === "bad"))
    return (
      <Notice tone="bad">
        <h2>Do not post yet</h2>
        <p>Something below would cost you sales.</p>
      </Notice>
    );
  if (checks.some(({ state }) => state === "wait"))
    return (
      <Notice tone="wait">
        <h2>Look before you post</h2>
        <p>Not everything below could be made sure of.</p>
      </Notice>
    );
  return (
    <Notice tone="good">
      <h2>Ready to post</h2>
      <p>Your link and your code work, and sales by them are counted for you.</p>
    </Notice>
  );
}

const TITLES: Record<PartnershipCheck["name"], string> = {
  partnership: "Your partnership",
  budget: "The offer's budget",
  link: "Your link",
  code: "Your code",
  link_sale: "A sale by your link",
  code_sale: "A sale by your code",
};

const TAGS: Record<PartnershipCheck["state"], string> = { good: "Works", wait: "Look", bad: "Stop" };

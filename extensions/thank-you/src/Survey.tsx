import { useEffect, useState } from "preact/hooks";
import type { Placed } from "./api.ts";
import { type Choice, findCreators, rememberAnswer, sendAnswer } from "./survey.ts";

/** Names longer than this are nobody's. */
const MAX_LENGTH = 60;

type Step = "asking" | "sending" | "thanked" | "failed" | "closed";

/** "Did a creator send you?", answered by choice, or by searching a name first. */
export function Survey({ placed, question }: { placed: Placed; question: string }) {
  const { api, order } = placed;
  const { translate } = api.i18n;
  const [step, setStep] = useState<Step>("asking");
  const [choices, setChoices] = useState<Choice[]>([]);
  const [chosen, setChosen] = useState("");

  useEffect(() => {
    void findCreators(placed, "").then((found) => found.kind === "found" && setChoices(found.choices));
  }, [placed]);

  const send = async () => {
    setStep("sending");
    const recorded = await sendAnswer(placed, chosen);
    if (recorded) await rememberAnswer(api, order);
    setStep(recorded ? "thanked" : "failed");
  };
  const close = async () => {
    setStep("closed");
    await rememberAnswer(api, order);
  };

  if (step === "closed") return null;
  if (step === "thanked") return <Said text={translate("survey.thanks")} />;
  return (
    <s-stack gap="base">
      <s-heading>{question}</s-heading>
      <Search placed={placed} onFound={setChoices} />
      {choices.length > 0 && (
        <s-choice-list
          name="creator"
          label={translate("survey.choose")}
          onChange={(event: Event) => setChosen(chosenIn(event))}
        >
          {choices.map(({ name, handle }) => (
            <s-choice key={handle} value={handle} selected={handle === chosen}>
              {name}
            </s-choice>
          ))}
        </s-choice-list>
      )}
      <s-stack direction="inline" gap="base">
        {chosen !== "" && (
          <s-button variant="secondary" loading={step === "sending"} onClick={() => void send()}>
            {translate("survey.send")}
          </s-button>
        )}
        <s-button variant="secondary" onClick={() => void close()}>
          {translate("survey.nobody")}
        </s-button>
      </s-stack>
      {step === "failed" && <Said text={translate("survey.failed")} />}
    </s-stack>
  );
}

function Search({ placed, onFound }: { placed: Placed; onFound(choices: Choice[]): void }) {
  const { translate } = placed.api.i18n;
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const search = async () => {
    const name = text.trim().replace(/^@/, "");
    if (name.length < 2) return setSaid("survey.short");
    const found = await findCreators(placed, name);
    const choices = found.kind === "found" ? found.choices : [];
    onFound(choices);
    setSaid(found.kind !== "found" ? `survey.${found.kind}` : choices.length === 0 ? "survey.none" : "");
  };
  return (
    <s-form onSubmit={() => void search()}>
      <s-stack gap="small">
        <s-text-field
          label={translate("survey.name")}
          maxLength={MAX_LENGTH}
          value={text}
          onInput={(event: Event) => setText(valueIn(event))}
        />
        <s-button type="submit" variant="secondary">
          {translate("survey.find")}
        </s-button>
        {said !== "" && <Said text={translate(said)} />}
      </s-stack>
    </s-form>
  );
}

const Said = ({ text }: { text: string }) => (
  <s-stack accessibilityRole="status">
    <s-text>{text}</s-text>
  </s-stack>
);

const read = ({ currentTarget }: Event, property: string): unknown =>
  currentTarget && Reflect.get(currentTarget, property);

function valueIn(event: Event): string {
  const value = read(event, "value");
  return typeof value === "string" ? value : "";
}

function chosenIn(event: Event): string {
  const values = read(event, "values");
  const [first]: unknown[] = Array.isArray(values) ? values : [];
  return typeof first === "string" ? first : "";
}

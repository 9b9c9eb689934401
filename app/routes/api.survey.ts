import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, inEqualTime, preflight, tooOften } from "#app/server/capture/answer.ts";
import { callerOf, questionIn } from "#app/server/capture/caller.ts";
import { surveyForm } from "#app/server/capture/forms.ts";
import { answerSurvey, searchCreators } from "#app/services/capture/answer-survey.ts";

/** For the thank-you page: find a creator by name, and answer who sent the shopper. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  inEqualTime(async () => {
    const question = await questionIn(request, surveyForm);
    const caller = await callerOf(request, context);
    const { capture } = context.container;
    if ("search" in question) {
      const searched = await searchCreators(capture, caller, question.search);
      if (searched.kind === "limited") return tooOften();
      return answer({ creators: searched.creators.map(({ name, handle }) => ({ name, handle })) });
    }
    const answered = await answerSurvey(capture, caller, { orderId: question.order, handle: question.answer });
    if (answered.kind === "limited") return tooOften();
    return answer({ recorded: answered.kind === "recorded" ? "yes" : "no" });
  });

export const loader = ({ request }: LoaderFunctionArgs) => preflight(request);

import { NICHES } from "#app/domain/creator/profile.ts";
import { capitalised } from "#app/domain/wording/words.ts";

export type Choice = { value: string; label: string };

export const nicheChoices: readonly Choice[] = NICHES.map((value) => ({ value, label: capitalised(value) }));

const LANGUAGES =
  "ar bg bn cs da de el en es et fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv th tr uk ur vi zh";

const REGIONS =
  "AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LT LU LV MA MT MX MY NG NL NO NZ PE PH PK PL PT RO RS SA SE SG SI SK TH TR TW UA US VN ZA";

const named = (codes: string, type: "language" | "region"): Choice[] => {
  const names = new Intl.DisplayNames("en", { type });
  return codes
    .split(" ")
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
};

export const languageChoices = (): Choice[] => named(LANGUAGES, "language");
export const regionChoices = (): Choice[] => named(REGIONS, "region");

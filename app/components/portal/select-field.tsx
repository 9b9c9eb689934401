import type { Choice } from "./choices.ts";
import { described, Field } from "./pieces.tsx";

type Props = {
  id: string;
  label: string;
  choices: readonly Choice[];
  value: string;
  problem: string | undefined;
  required?: boolean;
};

export const SelectField = ({ id, label, choices, value, problem, required = true }: Props) => (
  <Field id={id} label={label} problem={problem}>
    <select {...described(id, problem)} defaultValue={value} required={required}>
      <option value="">Choose</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  </Field>
);

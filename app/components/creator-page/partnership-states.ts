/** States of a partnership as badges. */
export const partnershipStates = {
  active: { tone: "success", text: "Active" },
  paused: { tone: "attention", text: "Paused" },
  ended: { tone: undefined, text: "Ended" },
} as const;

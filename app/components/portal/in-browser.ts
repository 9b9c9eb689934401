import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False where the page is rendered on the server and first shown; true once its scripts run. */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

import { useEffect } from "react";

/** Shows what an action came to in the admin's own toast. */
export function useToast(outcome: { message: string; isError?: boolean } | null | undefined): void {
  useEffect(() => {
    if (outcome) shopify.toast.show(outcome.message, { isError: outcome.isError === true });
  }, [outcome]);
}

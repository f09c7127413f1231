import { useForm } from '@mantine/form';
import { draftFaults, type PolicyDraft } from '../../rate-limits/policy-draft.ts';

/** The state of the editor. */
export const usePolicyForm = (initialValues: PolicyDraft) =>
  useForm<PolicyDraft>({ initialValues, validate: draftFaults });

export type PolicyFormState = ReturnType<typeof usePolicyForm>;

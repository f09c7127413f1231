/** Which users are shown, as the address has it. */
export interface UserFilter {
  readonly search?: string;
  readonly disabled?: boolean;
}

import { acceptInvitation } from './accept-invitation.ts';
import { disableUser } from './disable-user.ts';
import { enableUser } from './enable-user.ts';
import { getMe } from './get-me.ts';
import { listUsers } from './list-users.ts';
import { signIn } from './sign-in.ts';
import { updateMe } from './update-me.ts';

export const routes = { login: signIn, acceptInvitation, getMe, updateMe, listUsers, disableUser, enableUser };

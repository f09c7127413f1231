/**
 * The page behind a one-time link. The token stands in the fragment, which no browser sends and no log sees; the script
 * takes it from there and removes it from the address bar.
 */
export const invitationPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Set your password · Keywright</title>
<link rel="stylesheet" href="/assets/pages.css">
<script src="/assets/invitation.js" defer></script>
</head>
<body>
<main class="narrow">
<h1>Set your password</h1>
<p>You were invited to Keywright. Choose a password of at least 12 characters. This link works once.</p>
<form id="form">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" maxlength="128" required>
<label for="repeat">The same again</label>
<input id="repeat" name="repeat" type="password" autocomplete="new-password" minlength="12" maxlength="128" required>
<button type="submit">Set password</button>
</form>
<p id="message" role="status" aria-live="polite"></p>
</main>
</body>
</html>
`;

export const invitationScript = `'use strict';
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const form = document.getElementById('form');
const message = document.getElementById('message');
function say(text, kind) { message.textContent = text; message.className = kind; }
if (token === '') { form.hidden = true; say('This link is incomplete. Copy it whole, or ask for a new one.', 'bad'); }
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const password = form.elements.password.value;
  if (password !== form.elements.repeat.value) return say('The two passwords differ.', 'bad');
  form.elements.password.disabled = form.elements.repeat.disabled = true;
  try {
    const response = await fetch('/api/v1/auth/accept-invitation', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, password }),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail);
    form.hidden = true;
    say('Done. You can now sign in as ' + body.email + '.', 'good');
  } catch (error) {
    form.elements.password.disabled = form.elements.repeat.disabled = false;
    say(error.message, 'bad');
  }
});
`;

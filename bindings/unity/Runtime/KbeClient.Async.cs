using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Kbe
{
    // A task ends when the Process that told its result is over, so that whoever awaits it may call everything. It is
    // cancelled when the client ends first.
    public sealed partial class KbeClient
    {
        private readonly List<TaskCompletionSource<KbeLoginResult>> _logins = new List<TaskCompletionSource<KbeLoginResult>>();
        private readonly List<KeyValuePair<KbeRequest, TaskCompletionSource<KbeAccountResult>>> _requests =
            new List<KeyValuePair<KbeRequest, TaskCompletionSource<KbeAccountResult>>>();
        private readonly List<Action> _over = new List<Action>();

        /// <summary>As <see cref="Login"/>, to be awaited: <see cref="OnLoginResult"/> as a task.</summary>
        public Task<KbeLoginResult> LoginAsync(string account, string password, byte[] datas = null)
        {
            Login(account, password, datas);
            var login = new TaskCompletionSource<KbeLoginResult>();
            _logins.Add(login);
            return login.Task;
        }

        /// <summary>As <see cref="CreateAccount"/>, to be awaited.</summary>
        public Task<KbeAccountResult> CreateAccountAsync(
            string account, string password, byte[] datas = null, KbeAccountFlags flags = KbeAccountFlags.None)
        {
            CreateAccount(account, password, datas, flags);
            return Request(KbeRequest.CreateAccount);
        }

        /// <summary>As <see cref="ResetPassword"/>, to be awaited.</summary>
        public Task<KbeAccountResult> ResetPasswordAsync(string account)
        {
            ResetPassword(account);
            return Request(KbeRequest.ResetPassword);
        }

        /// <summary>As <see cref="BindAccountEmail"/>, to be awaited.</summary>
        public Task<KbeAccountResult> BindAccountEmailAsync(string email)
        {
            BindAccountEmail(email);
            return Request(KbeRequest.BindEmail);
        }

        /// <summary>As <see cref="NewPassword"/>, to be awaited.</summary>
        public Task<KbeAccountResult> NewPasswordAsync(string oldPassword, string newPassword)
        {
            NewPassword(oldPassword, newPassword);
            return Request(KbeRequest.NewPassword);
        }

        private Task<KbeAccountResult> Request(KbeRequest request)
        {
            var waiter = new TaskCompletionSource<KbeAccountResult>();
            _requests.Add(new KeyValuePair<KbeRequest, TaskCompletionSource<KbeAccountResult>>(request, waiter));
            return waiter.Task;
        }

        private void LoginOver(KbeLoginResult result)
        {
            if (_logins.Count == 0)
                return;
            TaskCompletionSource<KbeLoginResult> login = _logins[0];
            _logins.RemoveAt(0);
            _over.Add(() => login.TrySetResult(result));
        }

        private void RequestOver(KbeAccountResult result)
        {
            int at = _requests.FindIndex(r => r.Key == result.Request);
            if (at < 0)
                return;
            TaskCompletionSource<KbeAccountResult> waiter = _requests[at].Value;
            _requests.RemoveAt(at);
            _over.Add(() => waiter.TrySetResult(result));
        }

        /// <summary>Ends the tasks whose results were told; all of them, once the client is no more.</summary>
        private void EndTasks()
        {
            while (_over.Count > 0)
            {
                Action end = _over[0];
                _over.RemoveAt(0);
                end();
            }
            if (!_disposed)
                return;
            foreach (TaskCompletionSource<KbeLoginResult> login in _logins.ToArray())
                login.TrySetCanceled();
            foreach (KeyValuePair<KbeRequest, TaskCompletionSource<KbeAccountResult>> request in _requests.ToArray())
                request.Value.TrySetCanceled();
            _logins.Clear();
            _requests.Clear();
        }
    }
}

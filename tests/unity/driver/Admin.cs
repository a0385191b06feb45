using System;
using System.IO;
using System.Net.Sockets;

namespace Kbe.Driver
{
    /// <summary>The demo server, told what to do: one line in, one line out.</summary>
    internal static class Admin
    {
        internal static readonly int Port = Number("KBE_PORT");
        private static readonly object Gate = new object();
        private static StreamReader s_answers;
        private static StreamWriter s_orders;

        internal static string Tell(string line)
        {
            lock (Gate)
            {
                if (s_orders == null)
                {
                    NetworkStream stream = new TcpClient("127.0.0.1", Number("KBE_ADMIN_PORT")).GetStream();
                    s_answers = new StreamReader(stream);
                    s_orders = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
                }
                s_orders.WriteLine(line);
                string answer = s_answers.ReadLine();
                if (answer == null || !answer.StartsWith("ok"))
                    throw new InvalidOperationException(line + ": " + answer);
                return answer.Substring(2).Trim();
            }
        }

        private static int Number(string variable)
        {
            string text = Environment.GetEnvironmentVariable(variable);
            return string.IsNullOrEmpty(text) ? 0 : int.Parse(text);
        }
    }
}

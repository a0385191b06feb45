using System;
using System.IO;
using System.Text;
using System.Threading;

namespace Kbe.Driver
{
    /// <summary>The demo server, told what to do: one line on its standard input, one line on its standard output.</summary>
    internal static class Admin
    {
        internal static readonly int Port = int.Parse(Environment.GetEnvironmentVariable("KBE_PORT") ?? "0");
        private static readonly object Gate = new object();
        private static readonly StringBuilder Line = new StringBuilder();
        private static readonly byte[] Bytes = new byte[4096];
        private static FileStream s_orders;
        private static FileStream s_answers;

        internal static string Tell(string order)
        {
            lock (Gate)
            {
                Open();
                byte[] line = Encoding.UTF8.GetBytes(order + "\n");
                s_orders.Write(line, 0, line.Length);
                s_orders.Flush();
                string answer = Answer();
                if (answer.StartsWith("error"))
                    throw new InvalidOperationException(order + ": " + answer);
                return answer;
            }
        }

        private static void Open()
        {
            if (s_orders != null)
                return;
            s_orders = new FileStream(
                Environment.GetEnvironmentVariable("KBE_ORDERS"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            s_answers = new FileStream(
                Environment.GetEnvironmentVariable("KBE_ANSWERS"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            // What stands there already is no answer.
            s_answers.Seek(0, SeekOrigin.End);
        }

        private static string Answer()
        {
            Line.Length = 0;
            for (int waited = 0; waited < 20000; waited++)
            {
                int read = s_answers.Read(Bytes, 0, 1);
                if (read == 0)
                    Thread.Sleep(1);
                else if (Bytes[0] == '\n')
                    return Line.ToString();
                else
                    Line.Append((char)Bytes[0]);
            }
            throw new TimeoutException("the demo server does not answer");
        }
    }
}

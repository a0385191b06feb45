// The little of NUnit that the package's tests use. For tests only.
using System;
using System.Collections.Generic;

namespace NUnit.Framework
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestAttribute : Attribute { }

    public sealed class AssertionException : Exception
    {
        public AssertionException(string message) : base(message) { }
    }

    public static class Assert
    {
        public static void AreEqual(object expected, object actual, string message = null)
        {
            bool same = expected is IConvertible && actual is IConvertible && !(expected is string)
                ? Convert.ToDecimal(Number(expected)) == Convert.ToDecimal(Number(actual))
                : Equals(expected, actual);
            if (!same)
                Fail("expected " + expected + ", is " + actual, message);
        }

        public static void AreEqual(double expected, double actual, double delta, string message = null)
        {
            if (!(Math.Abs(expected - actual) <= delta))
                Fail("expected " + expected + ", is " + actual, message);
        }

        public static void IsTrue(bool condition, string message = null)
        {
            if (!condition)
                Fail("it is false", message);
        }

        public static void IsFalse(bool condition, string message = null) => IsTrue(!condition, message);
        public static void IsNull(object o, string message = null) => IsTrue(o == null, message);

        public static T Throws<T>(Action code) where T : Exception
        {
            try
            {
                code();
            }
            catch (T e) when (e.GetType() == typeof(T) || typeof(T) == typeof(Exception))
            {
                return e;
            }
            throw new AssertionException("no " + typeof(T) + " was thrown");
        }

        public static void Fail(string what, string message = null)
        {
            throw new AssertionException(message == null ? what : message + ": " + what);
        }

        private static object Number(object o) => o is Enum ? Convert.ToInt64(o) : o;
    }

    public static class StringAssert
    {
        public static void Contains(string part, string text)
        {
            if (text == null || !text.Contains(part))
                throw new AssertionException("\"" + part + "\" is not in: " + text);
        }

        public static void StartsWith(string part, string text)
        {
            if (text == null || !text.StartsWith(part, StringComparison.Ordinal))
                throw new AssertionException("\"" + part + "\" does not begin: " + text);
        }
    }
}

using System;
using System.Collections.Generic;
using NUnit.Framework;
using UnityEngine;

namespace Kbe.Tests
{
    /// <summary>What needs neither library nor server.</summary>
    public sealed class ArgumentTests
    {
        [Test]
        public void AnglesGoToTheServerAndBack()
        {
            Assert.AreEqual(Math.PI / 2, KbeMath.ToRadians(90), 1e-6);
            Assert.AreEqual(-Math.PI / 2, KbeMath.ToRadians(270), 1e-6, "Unity counts to 360, the server to π");
            Assert.AreEqual(-Math.PI / 2, KbeMath.ToRadians(-450), 1e-6);
            Vector3 angles = KbeMath.ToEulerAngles(0.1f, 0.2f, 0.3f);
            Assert.AreEqual(0.2 * KbeMath.Degrees, angles.x, 1e-4, "pitch turns around x");
            Assert.AreEqual(0.3 * KbeMath.Degrees, angles.y, 1e-4, "yaw turns around y");
            Assert.AreEqual(0.1 * KbeMath.Degrees, angles.z, 1e-4, "roll turns around z");
        }

        [Test]
        public void ArgumentsCountWhatIsOnTop()
        {
            var args = new KbeArguments();
            args.Add(1).BeginArray().Add(2).Add(3).End().BeginDict().Key("x").Add(1.5f).End();
            Assert.AreEqual(3, args.Count);
            Assert.AreEqual(0, args.Clear().Count);
        }

        [Test]
        public void WhatIsOpenIsRefused()
        {
            var args = new KbeArguments();
            args.BeginArray();
            Assert.Throws<InvalidOperationException>(() => Use(args.Count));
            Assert.Throws<InvalidOperationException>(() => args.Clear().End());
            Assert.Throws<InvalidOperationException>(() => args.Clear().Key("x").Add(1));
            Assert.Throws<InvalidOperationException>(() => args.Clear().BeginDict().Key("x").Add(1).Add(2));
        }

        [Test]
        public void ObjectsThatAreNoValueAreRefused()
        {
            var args = new KbeArguments();
            Assert.Throws<ArgumentException>(() => args.AddObject(new Version(1, 0)));
            Assert.Throws<ArgumentException>(() => args.AddObject(new Dictionary<int, int> { { 1, 2 } }));
        }

        private static void Use(int n)
        {
        }
    }
}

// The few types of UnityEngine that the package uses, so that its own code can be compiled and run without Unity.
// For tests only: nothing of this is shipped.
using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public struct Vector2
    {
        public float x, y;
        public Vector2(float x, float y) { this.x = x; this.y = y; }
    }

    public struct Vector3
    {
        public float x, y, z;
        public Vector3(float x, float y, float z) { this.x = x; this.y = y; this.z = z; }
        public static Vector3 zero => default(Vector3);
        public static Vector3 operator +(Vector3 a, Vector3 b) => new Vector3(a.x + b.x, a.y + b.y, a.z + b.z);
        public static Vector3 operator -(Vector3 a, Vector3 b) => new Vector3(a.x - b.x, a.y - b.y, a.z - b.z);
        public static Vector3 operator *(Vector3 a, float f) => new Vector3(a.x * f, a.y * f, a.z * f);
        public float magnitude => (float)Math.Sqrt(x * x + y * y + z * z);
        public override string ToString() => "(" + x + ", " + y + ", " + z + ")";
    }

    public struct Vector4
    {
        public float x, y, z, w;
        public Vector4(float x, float y, float z, float w) { this.x = x; this.y = y; this.z = z; this.w = w; }
    }

    /// <summary>Holds the angles it was made of, which is enough here.</summary>
    public struct Quaternion
    {
        public Vector3 eulerAngles { get; private set; }
        public static Quaternion Euler(Vector3 angles) => new Quaternion { eulerAngles = angles };
        public static Quaternion Euler(float x, float y, float z) => Euler(new Vector3(x, y, z));
    }

    public static class Mathf
    {
        public const float PI = 3.14159274f;
        public static float Sin(float v) => (float)Math.Sin(v);
        public static float Cos(float v) => (float)Math.Cos(v);
    }

    public static class Time
    {
        public static float time;
        public static float deltaTime = 0.016f;
    }

    public class Object
    {
        public string name = "";
        public static readonly List<Object> Kept = new List<Object>();
        public static void DontDestroyOnLoad(Object o) { Kept.Add(o); }
        public static void Destroy(Object o) { }
    }

    public class GameObject : Object
    {
        public Transform transform { get; } = new Transform();
        public static GameObject CreatePrimitive(PrimitiveType type) => new GameObject();
    }

    public enum PrimitiveType { Sphere, Capsule }

    public class Component : Object
    {
        public GameObject gameObject { get; } = new GameObject();
        public Transform transform => gameObject.transform;
        public T GetComponent<T>() => default(T);
    }

    public class Transform
    {
        public Vector3 position;
        public Quaternion rotation;
        public Vector3 eulerAngles;
        public void SetPositionAndRotation(Vector3 p, Quaternion r) { position = p; rotation = r; }
        public void Rotate(float x, float y, float z) { }
        public void Translate(Vector3 by) { position += by; }
    }

    public class Behaviour : Component { public bool enabled = true; }
    public class MonoBehaviour : Behaviour { }

    public static class Debug
    {
        public static readonly List<string> Said = new List<string>();
        public static readonly List<Exception> Thrown = new List<Exception>();
        public static void Log(object message, Object context = null) { Said.Add("log " + message); }
        public static void LogWarning(object message, Object context = null) { Said.Add("warning " + message); }
        public static void LogError(object message, Object context = null) { Said.Add("error " + message); }
        public static void LogException(Exception e, Object context = null) { Thrown.Add(e); }
    }

    public static class Application
    {
        public static bool isPlaying = true;
        public static string persistentDataPath = System.IO.Path.GetTempPath() + "/kbe-unity-test";
        public static event Action quitting;
        public static void Quit() { quitting?.Invoke(); }
    }

    public static class Input
    {
        public static float GetAxis(string name) => 0;
    }

    public enum RuntimeInitializeLoadType { SubsystemRegistration }

    public sealed class RuntimeInitializeOnLoadMethodAttribute : Attribute
    {
        public RuntimeInitializeOnLoadMethodAttribute(RuntimeInitializeLoadType type) { }
    }

    public sealed class SerializeField : Attribute { }
    public sealed class TooltipAttribute : Attribute { public TooltipAttribute(string text) { } }
    public sealed class HeaderAttribute : Attribute { public HeaderAttribute(string text) { } }
    public sealed class TextAreaAttribute : Attribute { }
    public sealed class AddComponentMenu : Attribute { public AddComponentMenu(string path) { } }
    public sealed class DefaultExecutionOrder : Attribute { public DefaultExecutionOrder(int order) { } }
    public sealed class DisallowMultipleComponent : Attribute { }
    public sealed class RequireComponent : Attribute { public RequireComponent(Type type) { } }
}

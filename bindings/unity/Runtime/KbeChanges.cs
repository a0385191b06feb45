using System;
using Kbe.Native;

namespace Kbe
{
    /// <summary>A property has another value, or is told for the first time. Borrowed until the handler returns.</summary>
    public readonly unsafe ref struct KbePropertyChange
    {
        private readonly kbe_property_event* _e;

        internal KbePropertyChange(KbeEntity entity, kbe_property_event* e, KbeComponent component, string name)
        {
            Entity = entity;
            _e = e;
            Component = component;
            Name = name;
        }

        /// <summary>The entity.</summary>
        public readonly KbeEntity Entity;
        /// <summary>The component; null for the entity's own.</summary>
        public readonly KbeComponent Component;
        /// <summary>Name of the component property; empty for the entity's own.</summary>
        public string ComponentName => Component == null ? "" : Component.Name;
        /// <summary>Name of the property.</summary>
        public readonly string Name;
        /// <summary>Uid of the property.</summary>
        public uint Id => _e->property_id;
        /// <summary>Uid of the component property, or 0.</summary>
        public uint ComponentId => _e->component_id;
        /// <summary>The class that owns the property: the entity's, or the component's.</summary>
        public uint ClassId => _e->class_id;
        /// <summary>The value.</summary>
        public KbeValue Value => new KbeValue(&_e->value);
        /// <summary>The value before; initially the same.</summary>
        public KbeValue OldValue => new KbeValue(&_e->old_value);
        /// <summary>Whether it is told once at the beginning.</summary>
        public bool Initial => (_e->flags & (uint)KbeEventFlags.Initial) != 0;
    }

    /// <summary>The server calls a method. Borrowed until the handler returns.</summary>
    public readonly unsafe ref struct KbeMethodCall
    {
        private readonly kbe_method_event* _e;

        internal KbeMethodCall(KbeEntity entity, kbe_method_event* e, KbeComponent component, string name)
        {
            Entity = entity;
            _e = e;
            Component = component;
            Name = name;
        }

        /// <summary>The entity.</summary>
        public readonly KbeEntity Entity;
        /// <summary>The component; null for the entity's own.</summary>
        public readonly KbeComponent Component;
        /// <summary>Name of the component property; empty for the entity's own.</summary>
        public string ComponentName => Component == null ? "" : Component.Name;
        /// <summary>Name of the method.</summary>
        public readonly string Name;
        /// <summary>Uid of the method.</summary>
        public uint Id => _e->method_id;
        /// <summary>Uid of the component property, or 0.</summary>
        public uint ComponentId => _e->component_id;
        /// <summary>The class that owns the method: the entity's, or the component's.</summary>
        public uint ClassId => _e->class_id;
        /// <summary>Number of arguments.</summary>
        public int Count => (int)_e->argc;

        /// <summary>An argument.</summary>
        public KbeValue this[int index] => (uint)index < _e->argc
            ? new KbeValue(_e->args + index)
            : throw new ArgumentOutOfRangeException(nameof(index), Name + " has " + _e->argc + " arguments");

        /// <summary>The arguments as ordinary objects, as the official plugin hands them to methods.</summary>
        public object[] ToObjects()
        {
            var made = new object[Count];
            for (int i = 0; i < made.Length; i++)
                made[i] = this[i].ToObject();
            return made;
        }
    }
}

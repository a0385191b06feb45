using System;
using System.Collections.Generic;
using Kbe.Native;

namespace Kbe
{
    // Components are objects that stay: a game may hang things on them, and derive classes from them.
    public sealed unsafe partial class KbeClient
    {
        private void TellComponent(KbeEventType type, kbe_component_event* e)
        {
            KbeEntity owner = Known(e->entity_id);
            KbeComponent part = Component(owner, e->component_id, e->class_id, e->component_name);
            KbeHandlers<KbeHandler<KbeComponent>> handlers;
            string name;
            switch (type)
            {
                case KbeEventType.ComponentAttached: handlers = _attached; name = nameof(OnComponentAttached); break;
                case KbeEventType.ComponentDetached: handlers = _detached; name = nameof(OnComponentDetached); break;
                case KbeEventType.ComponentEnterWorld: handlers = _partEnters; name = nameof(OnComponentEnterWorld); break;
                default: handlers = _partLeaves; name = nameof(OnComponentLeaveWorld); break;
            }
            if (type == KbeEventType.ComponentAttached)
                part.IsAttached = true;
            try
            {
                Hook(type, part);
            }
            catch (Exception x)
            {
                Failed(name, x);
            }
            Tell(handlers, part, name);
            if (type == KbeEventType.ComponentDetached)
            {
                part.IsAttached = false;
                owner.Parts.Remove(part.Id);
            }
        }

        private static void Hook(KbeEventType type, KbeComponent part)
        {
            switch (type)
            {
                case KbeEventType.ComponentAttached: part.OnAttached(); break;
                case KbeEventType.ComponentDetached: part.OnDetached(); break;
                case KbeEventType.ComponentEnterWorld: part.OnEnterWorld(); break;
                case KbeEventType.ComponentLeaveWorld: part.OnLeaveWorld(); break;
            }
        }

        // A hook may end the client; what comes after it is not told then.
        private void Hook(KbeComponent part, in KbePropertyChange change)
        {
            try
            {
                part.OnPropertyChanged(in change);
            }
            catch (Exception x)
            {
                Failed(nameof(OnPropertyChanged), x);
            }
        }

        private void Hook(KbeComponent part, in KbeMethodCall call)
        {
            try
            {
                part.OnMethodCalled(in call);
            }
            catch (Exception x)
            {
                Failed(nameof(OnMethodCalled), x);
            }
        }

        private void Hook(KbeEntity entity, in KbePropertyChange change)
        {
            if (_disposed)
                return;
            try
            {
                entity.OnPropertyChanged(in change);
            }
            catch (Exception x)
            {
                Failed(nameof(OnPropertyChanged), x);
            }
        }

        private void Hook(KbeEntity entity, in KbeMethodCall call)
        {
            if (_disposed)
                return;
            try
            {
                entity.OnMethodCalled(in call);
            }
            catch (Exception x)
            {
                Failed(nameof(OnMethodCalled), x);
            }
        }

        /// <summary>The component that stands in a view of the library.</summary>
        internal KbeComponent Component(KbeEntity owner, kbe_component_view* view)
        {
            KbeComponent part = Component(owner, view->component_id, view->class_id, view->name);
            part.IsAttached = view->attached != 0;
            return part;
        }

        /// <summary>
        /// The component behind a property of an entity; null for 0. The class may become known after the component is: then
        /// it is time for an object of the game's class.
        /// </summary>
        private KbeComponent Component(KbeEntity owner, uint id, uint classId, kbe_str name)
        {
            if (id == 0)
                return null;
            Dictionary<uint, KbeComponent> parts = owner.Parts ?? (owner.Parts = new Dictionary<uint, KbeComponent>());
            if (parts.TryGetValue(id, out KbeComponent part) && (part.ClassId == classId || classId == 0))
                return part;
            string className = classId == 0 ? "" : ClassOf(classId);
            KbeComponent made = MakeComponent(className, part);
            made.Owner = owner;
            made.Id = id;
            made.ClassId = classId;
            made.ClassName = className;
            made.Name = Name(1, owner.ClassId, id, name);
            made.IsAttached = part != null && part.IsAttached;
            if (part != null && part != made)
                made.Tag = part.Tag;
            parts[id] = made;
            return made;
        }

        private KbeComponent MakeComponent(string className, KbeComponent before)
        {
            if (_partFactories.TryGetValue(className, out Func<KbeComponent> make))
            {
                try
                {
                    KbeComponent made = make();
                    if (made != null && made.Owner == null)
                        return made;
                    throw new InvalidOperationException("the factory of " + className + " must make a new component");
                }
                catch (Exception x)
                {
                    Failed(nameof(RegisterComponent), x);
                }
            }
            return before ?? new KbeComponent();
        }

        private string ClassOf(uint classId)
        {
            kbe_str name;
            return KbeNative.kbe_class_name(Raw, classId, &name) == KbeResult.OK ? Name(3, classId, 0, name) : "";
        }
    }
}

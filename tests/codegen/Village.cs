// Made by `kbe codegen` from the definitions 6246B60C477EE46C2894FEFC040587BF.
// Do not edit it: make it again. See docs/codegen.md.
using System;
using System.Collections.Generic;
using Kbe;
using UnityEngine;

namespace world
{
    /// <summary>The definitions that this was made of.</summary>
    public static class Definitions
    {
        /// <summary>Their digest.</summary>
        public const string Digest = "6246B60C477EE46C2894FEFC040587BF";

        /// <summary>All that the code relies on: names and types by turns.</summary>
        public static readonly string[] Members =
        {
            "type AVATAR_DATA", "{param1: INT8, param2: BLOB}",
            "type AVATAR_INFOS", "{dbid: UINT64, name: UNICODE, roleType: UINT8, level: UINT16, data: AVATAR_DATA}",
            "type AVATAR_INFOS_LIST", "{values: ARRAY of AVATAR_INFOS}",
            "type ZOO_POINT", "{x: FLOAT, y: FLOAT}",
            "type ZOO_DEEP", "{name: UNICODE, point: ZOO_POINT, points: ARRAY of ZOO_POINT, matrix: ARRAY of ARRAY of INT32, data: AVATAR_DATA}",
            "class Account", "",
            "property Account.lastSelCharacter", "UINT64",
            "client method Account.onCreateAvatarResult", "(UINT8, AVATAR_INFOS)",
            "client method Account.onRemoveAvatar", "(UINT64)",
            "client method Account.onReqAvatarList", "(AVATAR_INFOS_LIST)",
            "base method Account.reqAvatarList", "()",
            "base method Account.reqCreateAvatar", "(UINT8, UNICODE)",
            "base method Account.reqRemoveAvatar", "(UNICODE)",
            "base method Account.reqRemoveAvatarDBID", "(UINT64)",
            "base method Account.selectAvatarGame", "(UINT64)",
            "class Avatar", "",
            "property Avatar.HP", "INT32",
            "property Avatar.HP_Max", "INT32",
            "property Avatar.MP", "INT32",
            "property Avatar.MP_Max", "INT32",
            "property Avatar.component1", "ENTITY_COMPONENT",
            "property Avatar.component2", "ENTITY_COMPONENT",
            "property Avatar.component3", "ENTITY_COMPONENT",
            "property Avatar.forbids", "INT32",
            "property Avatar.level", "UINT16",
            "property Avatar.modelID", "UINT32",
            "property Avatar.modelScale", "UINT8",
            "property Avatar.moveSpeed", "UINT8",
            "property Avatar.name", "UNICODE",
            "property Avatar.own_val", "UINT16",
            "property Avatar.spaceUType", "UINT32",
            "property Avatar.state", "INT8",
            "property Avatar.subState", "UINT8",
            "property Avatar.uid", "UINT32",
            "property Avatar.utype", "UINT32",
            "client method Avatar.dialog_addOption", "(UINT8, UINT32, UNICODE, INT32)",
            "client method Avatar.dialog_close", "()",
            "client method Avatar.dialog_setText", "(UNICODE, UINT8, UINT32, UNICODE)",
            "client method Avatar.onAddSkill", "(INT32)",
            "client method Avatar.onJump", "()",
            "client method Avatar.onRemoveSkill", "(INT32)",
            "client method Avatar.recvDamage", "(INT32, INT32, INT32, INT32)",
            "cell method Avatar.dialog", "(INT32, UINT32)",
            "cell method Avatar.jump", "()",
            "cell method Avatar.relive", "(UINT8)",
            "cell method Avatar.requestPull", "()",
            "cell method Avatar.useTargetSkill", "(INT32, INT32)",
            "class Test", "",
            "property Test.own", "INT32",
            "property Test.state", "INT32",
            "client method Test.helloCB", "(INT32)",
            "base method Test.say", "(INT32)",
            "cell method Test.hello", "(INT32)",
            "class TestNoBase", "",
            "property TestNoBase.own", "INT32",
            "property TestNoBase.state", "INT32",
            "client method TestNoBase.helloCB", "(INT32)",
            "cell method TestNoBase.hello", "(INT32)",
            "class Monster", "",
            "property Monster.HP", "INT32",
            "property Monster.HP_Max", "INT32",
            "property Monster.MP", "INT32",
            "property Monster.MP_Max", "INT32",
            "property Monster.entityNO", "UINT32",
            "property Monster.forbids", "INT32",
            "property Monster.modelID", "UINT32",
            "property Monster.modelScale", "UINT8",
            "property Monster.moveSpeed", "UINT8",
            "property Monster.name", "UNICODE",
            "property Monster.state", "INT8",
            "property Monster.subState", "UINT8",
            "property Monster.uid", "UINT32",
            "property Monster.utype", "UINT32",
            "client method Monster.recvDamage", "(INT32, INT32, INT32, INT32)",
            "class NPC", "",
            "property NPC.entityNO", "UINT32",
            "property NPC.modelID", "UINT32",
            "property NPC.modelScale", "UINT8",
            "property NPC.moveSpeed", "UINT8",
            "property NPC.name", "UNICODE",
            "property NPC.uid", "UINT32",
            "property NPC.utype", "UINT32",
            "class Gate", "",
            "property Gate.entityNO", "UINT32",
            "property Gate.modelID", "UINT32",
            "property Gate.modelScale", "UINT8",
            "property Gate.name", "UNICODE",
            "property Gate.uid", "UINT32",
            "property Gate.utype", "UINT32",
            "class TypeZoo", "",
            "property TypeZoo.baseNote", "UNICODE",
            "property TypeZoo.otherNote", "UNICODE",
            "property TypeZoo.ownCount", "INT32",
            "property TypeZoo.ownNote", "UNICODE",
            "property TypeZoo.part", "ENTITY_COMPONENT",
            "property TypeZoo.valArray", "ARRAY of INT32",
            "property TypeZoo.valBlob", "BLOB",
            "property TypeZoo.valDeep", "ZOO_DEEP",
            "property TypeZoo.valDouble", "DOUBLE",
            "property TypeZoo.valEntitycall", "ENTITYCALL",
            "property TypeZoo.valFloat", "FLOAT",
            "property TypeZoo.valInt16", "INT16",
            "property TypeZoo.valInt32", "INT32",
            "property TypeZoo.valInt64", "INT64",
            "property TypeZoo.valInt8", "INT8",
            "property TypeZoo.valNames", "ARRAY of UNICODE",
            "property TypeZoo.valNested", "ARRAY of ARRAY of UINT16",
            "property TypeZoo.valPoint", "ZOO_POINT",
            "property TypeZoo.valPyDict", "PY_DICT",
            "property TypeZoo.valPyList", "PY_LIST",
            "property TypeZoo.valPyTuple", "PY_TUPLE",
            "property TypeZoo.valPython", "PYTHON",
            "property TypeZoo.valString", "STRING",
            "property TypeZoo.valUint16", "UINT16",
            "property TypeZoo.valUint32", "UINT32",
            "property TypeZoo.valUint64", "UINT64",
            "property TypeZoo.valUint8", "UINT8",
            "property TypeZoo.valUnicode", "UNICODE",
            "property TypeZoo.valVector2", "VECTOR2",
            "property TypeZoo.valVector3", "VECTOR3",
            "property TypeZoo.valVector4", "VECTOR4",
            "client method TypeZoo.onEchoArray", "(ARRAY of INT32)",
            "client method TypeZoo.onEchoBlob", "(BLOB)",
            "client method TypeZoo.onEchoDeep", "(ZOO_DEEP)",
            "client method TypeZoo.onEchoDouble", "(DOUBLE)",
            "client method TypeZoo.onEchoEntitycall", "(ENTITYCALL)",
            "client method TypeZoo.onEchoFloat", "(FLOAT)",
            "client method TypeZoo.onEchoInt16", "(INT16)",
            "client method TypeZoo.onEchoInt32", "(INT32)",
            "client method TypeZoo.onEchoInt64", "(INT64)",
            "client method TypeZoo.onEchoInt8", "(INT8)",
            "client method TypeZoo.onEchoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)",
            "client method TypeZoo.onEchoNames", "(ARRAY of UNICODE)",
            "client method TypeZoo.onEchoNested", "(ARRAY of ARRAY of UINT16)",
            "client method TypeZoo.onEchoNone", "()",
            "client method TypeZoo.onEchoPoint", "(ZOO_POINT)",
            "client method TypeZoo.onEchoPyDict", "(PY_DICT)",
            "client method TypeZoo.onEchoPyList", "(PY_LIST)",
            "client method TypeZoo.onEchoPyTuple", "(PY_TUPLE)",
            "client method TypeZoo.onEchoPython", "(PYTHON)",
            "client method TypeZoo.onEchoString", "(STRING)",
            "client method TypeZoo.onEchoUint16", "(UINT16)",
            "client method TypeZoo.onEchoUint32", "(UINT32)",
            "client method TypeZoo.onEchoUint64", "(UINT64)",
            "client method TypeZoo.onEchoUint8", "(UINT8)",
            "client method TypeZoo.onEchoUnicode", "(UNICODE)",
            "client method TypeZoo.onEchoVector2", "(VECTOR2)",
            "client method TypeZoo.onEchoVector3", "(VECTOR3)",
            "client method TypeZoo.onEchoVector4", "(VECTOR4)",
            "base method TypeZoo.echoArray", "(ARRAY of INT32)",
            "base method TypeZoo.echoBlob", "(BLOB)",
            "base method TypeZoo.echoDeep", "(ZOO_DEEP)",
            "base method TypeZoo.echoDouble", "(DOUBLE)",
            "base method TypeZoo.echoEntitycall", "(ENTITYCALL)",
            "base method TypeZoo.echoFloat", "(FLOAT)",
            "base method TypeZoo.echoInt16", "(INT16)",
            "base method TypeZoo.echoInt32", "(INT32)",
            "base method TypeZoo.echoInt64", "(INT64)",
            "base method TypeZoo.echoInt8", "(INT8)",
            "base method TypeZoo.echoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)",
            "base method TypeZoo.echoNames", "(ARRAY of UNICODE)",
            "base method TypeZoo.echoNested", "(ARRAY of ARRAY of UINT16)",
            "base method TypeZoo.echoNone", "()",
            "base method TypeZoo.echoPoint", "(ZOO_POINT)",
            "base method TypeZoo.echoPyDict", "(PY_DICT)",
            "base method TypeZoo.echoPyList", "(PY_LIST)",
            "base method TypeZoo.echoPyTuple", "(PY_TUPLE)",
            "base method TypeZoo.echoPython", "(PYTHON)",
            "base method TypeZoo.echoString", "(STRING)",
            "base method TypeZoo.echoUint16", "(UINT16)",
            "base method TypeZoo.echoUint32", "(UINT32)",
            "base method TypeZoo.echoUint64", "(UINT64)",
            "base method TypeZoo.echoUint8", "(UINT8)",
            "base method TypeZoo.echoUnicode", "(UNICODE)",
            "base method TypeZoo.echoVector2", "(VECTOR2)",
            "base method TypeZoo.echoVector3", "(VECTOR3)",
            "base method TypeZoo.echoVector4", "(VECTOR4)",
            "cell method TypeZoo.echoArray", "(ARRAY of INT32)",
            "cell method TypeZoo.echoBlob", "(BLOB)",
            "cell method TypeZoo.echoDeep", "(ZOO_DEEP)",
            "cell method TypeZoo.echoDouble", "(DOUBLE)",
            "cell method TypeZoo.echoEntitycall", "(ENTITYCALL)",
            "cell method TypeZoo.echoFloat", "(FLOAT)",
            "cell method TypeZoo.echoInt16", "(INT16)",
            "cell method TypeZoo.echoInt32", "(INT32)",
            "cell method TypeZoo.echoInt64", "(INT64)",
            "cell method TypeZoo.echoInt8", "(INT8)",
            "cell method TypeZoo.echoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)",
            "cell method TypeZoo.echoNames", "(ARRAY of UNICODE)",
            "cell method TypeZoo.echoNested", "(ARRAY of ARRAY of UINT16)",
            "cell method TypeZoo.echoNone", "()",
            "cell method TypeZoo.echoPoint", "(ZOO_POINT)",
            "cell method TypeZoo.echoPyDict", "(PY_DICT)",
            "cell method TypeZoo.echoPyList", "(PY_LIST)",
            "cell method TypeZoo.echoPyTuple", "(PY_TUPLE)",
            "cell method TypeZoo.echoPython", "(PYTHON)",
            "cell method TypeZoo.echoString", "(STRING)",
            "cell method TypeZoo.echoUint16", "(UINT16)",
            "cell method TypeZoo.echoUint32", "(UINT32)",
            "cell method TypeZoo.echoUint64", "(UINT64)",
            "cell method TypeZoo.echoUint8", "(UINT8)",
            "cell method TypeZoo.echoUnicode", "(UNICODE)",
            "cell method TypeZoo.echoVector2", "(VECTOR2)",
            "cell method TypeZoo.echoVector3", "(VECTOR3)",
            "cell method TypeZoo.echoVector4", "(VECTOR4)",
            "class ZooPart", "",
            "property ZooPart.label", "UNICODE",
            "property ZooPart.power", "INT32",
            "property ZooPart.secret", "UINT16",
            "client method ZooPart.onPartEcho", "(UNICODE, INT32)",
            "base method ZooPart.partEcho", "(UNICODE, INT32)",
            "cell method ZooPart.partEcho", "(UNICODE, INT32)",
        };

        /// <summary>Has a client make the classes below, and says when the session's definitions are others. Register classes of your own, derived from these, after it.</summary>
        public static void Register(KbeClient client, Action<List<KbeDifference>> onDifferences = null)
        {
            client.RegisterEntity("Account", () => new AccountBase());
            client.RegisterEntity("Avatar", () => new AvatarBase());
            client.RegisterEntity("Monster", () => new MonsterBase());
            client.RegisterEntity("NPC", () => new NPCBase());
            client.RegisterEntity("Gate", () => new GateBase());
            client.RegisterEntity("TypeZoo", () => new TypeZooBase());
            client.OnDefinitions += (c, count) =>
            {
                List<KbeDifference> all = KbeGenerated.Differences(c, Digest, Members);
                if (all.Count > 0)
                    onDifferences?.Invoke(all);
            };
        }
    }

    /// <summary>FIXED_DICT AVATAR_DATA.</summary>
    public sealed class AVATAR_DATA
    {
        /// <summary>param1: INT8</summary>
        public sbyte param1;
        /// <summary>param2: BLOB</summary>
        public byte[] param2;

        /// <summary>Reads one.</summary>
        public static AVATAR_DATA Read(KbeValue from)
        {
            return new AVATAR_DATA
            {
                param1 = checked((sbyte)from["param1"].AsInt64()),
                param2 = KbeGenerated.Bytes(from["param2"]),
            };
        }

        /// <summary>Adds it to the arguments of a call.</summary>
        public void Write(KbeArguments to)
        {
            to.BeginDict();
            to.Key("param1");
            to.Add(param1);
            to.Key("param2");
            KbeGenerated.Add(to, param2);
            to.End();
        }
    }

    /// <summary>FIXED_DICT AVATAR_INFOS.</summary>
    public sealed class AVATAR_INFOS
    {
        /// <summary>dbid: UINT64</summary>
        public ulong dbid;
        /// <summary>name: UNICODE</summary>
        public string name;
        /// <summary>roleType: UINT8</summary>
        public byte roleType;
        /// <summary>level: UINT16</summary>
        public ushort level;
        /// <summary>data: AVATAR_DATA</summary>
        public AVATAR_DATA data;

        /// <summary>Reads one.</summary>
        public static AVATAR_INFOS Read(KbeValue from)
        {
            return new AVATAR_INFOS
            {
                dbid = from["dbid"].AsUInt64(),
                name = from["name"].AsString(),
                roleType = checked((byte)from["roleType"].AsInt64()),
                level = checked((ushort)from["level"].AsInt64()),
                data = AVATAR_DATA.Read(from["data"]),
            };
        }

        /// <summary>Adds it to the arguments of a call.</summary>
        public void Write(KbeArguments to)
        {
            to.BeginDict();
            to.Key("dbid");
            to.Add(dbid);
            to.Key("name");
            to.Add(name);
            to.Key("roleType");
            to.Add(roleType);
            to.Key("level");
            to.Add(level);
            to.Key("data");
            data.Write(to);
            to.End();
        }
    }

    /// <summary>FIXED_DICT AVATAR_INFOS_LIST.</summary>
    public sealed class AVATAR_INFOS_LIST
    {
        /// <summary>values: ARRAY of AVATAR_INFOS</summary>
        public List<AVATAR_INFOS> values;

        /// <summary>Reads one.</summary>
        public static AVATAR_INFOS_LIST Read(KbeValue from)
        {
            return new AVATAR_INFOS_LIST
            {
                values = KbeGenerated.List(from["values"], v0 => AVATAR_INFOS.Read(v0)),
            };
        }

        /// <summary>Adds it to the arguments of a call.</summary>
        public void Write(KbeArguments to)
        {
            to.BeginDict();
            to.Key("values");
            to.BeginArray(); foreach (var i0 in values) { i0.Write(to); } to.End();
            to.End();
        }
    }

    /// <summary>FIXED_DICT ZOO_POINT.</summary>
    public sealed class ZOO_POINT
    {
        /// <summary>x: FLOAT</summary>
        public float x;
        /// <summary>y: FLOAT</summary>
        public float y;

        /// <summary>Reads one.</summary>
        public static ZOO_POINT Read(KbeValue from)
        {
            return new ZOO_POINT
            {
                x = from["x"].AsFloat(),
                y = from["y"].AsFloat(),
            };
        }

        /// <summary>Adds it to the arguments of a call.</summary>
        public void Write(KbeArguments to)
        {
            to.BeginDict();
            to.Key("x");
            to.Add(x);
            to.Key("y");
            to.Add(y);
            to.End();
        }
    }

    /// <summary>FIXED_DICT ZOO_DEEP.</summary>
    public sealed class ZOO_DEEP
    {
        /// <summary>name: UNICODE</summary>
        public string name;
        /// <summary>point: ZOO_POINT</summary>
        public ZOO_POINT point;
        /// <summary>points: ARRAY of ZOO_POINT</summary>
        public List<ZOO_POINT> points;
        /// <summary>matrix: ARRAY of ARRAY of INT32</summary>
        public List<List<int>> matrix;
        /// <summary>data: AVATAR_DATA</summary>
        public AVATAR_DATA data;

        /// <summary>Reads one.</summary>
        public static ZOO_DEEP Read(KbeValue from)
        {
            return new ZOO_DEEP
            {
                name = from["name"].AsString(),
                point = ZOO_POINT.Read(from["point"]),
                points = KbeGenerated.List(from["points"], v0 => ZOO_POINT.Read(v0)),
                matrix = KbeGenerated.List(from["matrix"], v0 => KbeGenerated.List(v0, v1 => checked((int)v1.AsInt64()))),
                data = AVATAR_DATA.Read(from["data"]),
            };
        }

        /// <summary>Adds it to the arguments of a call.</summary>
        public void Write(KbeArguments to)
        {
            to.BeginDict();
            to.Key("name");
            to.Add(name);
            to.Key("point");
            point.Write(to);
            to.Key("points");
            to.BeginArray(); foreach (var i0 in points) { i0.Write(to); } to.End();
            to.Key("matrix");
            to.BeginArray(); foreach (var i0 in matrix) { to.BeginArray(); foreach (var i1 in i0) { to.Add(i1); } to.End(); } to.End();
            to.Key("data");
            data.Write(to);
            to.End();
        }
    }

    /// <summary>Entity class Account; derive from it what your game wants to do.</summary>
    public class AccountBase : KbeEntity
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "Account";

        /// <summary>lastSelCharacter: UINT64</summary>
        public ulong lastSelCharacter => Get("lastSelCharacter").AsUInt64();

        /// <summary>Calls methods of the base part.</summary>
        public BaseCalls Base => new BaseCalls(this);

        /// <summary>Methods of the Base part; a KbeException says what was refused.</summary>
        public struct BaseCalls
        {
            private readonly KbeEntity _of;

            internal BaseCalls(KbeEntity of)
            {
                _of = of;
            }

            /// <summary>reqAvatarList()</summary>
            public void reqAvatarList()
            {
                KbeArguments to = KbeGenerated.Arguments();
                _of.BaseCall("reqAvatarList", to);
            }

            /// <summary>reqCreateAvatar(UINT8, UNICODE)</summary>
            public void reqCreateAvatar(byte arg1, string arg2)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                _of.BaseCall("reqCreateAvatar", to);
            }

            /// <summary>reqRemoveAvatar(UNICODE)</summary>
            public void reqRemoveAvatar(string arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("reqRemoveAvatar", to);
            }

            /// <summary>reqRemoveAvatarDBID(UINT64)</summary>
            public void reqRemoveAvatarDBID(ulong arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("reqRemoveAvatarDBID", to);
            }

            /// <summary>selectAvatarGame(UINT64)</summary>
            public void selectAvatarGame(ulong arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("selectAvatarGame", to);
            }
        }

        /// <summary>lastSelCharacter has another value than before; initially it is told with the same.</summary>
        public virtual void onLastSelCharacterChanged(ulong oldValue)
        {
        }

        /// <summary>The server calls onCreateAvatarResult(UINT8, AVATAR_INFOS).</summary>
        public virtual void onCreateAvatarResult(byte arg1, AVATAR_INFOS arg2)
        {
        }

        /// <summary>The server calls onRemoveAvatar(UINT64).</summary>
        public virtual void onRemoveAvatar(ulong arg1)
        {
        }

        /// <summary>The server calls onReqAvatarList(AVATAR_INFOS_LIST).</summary>
        public virtual void onReqAvatarList(AVATAR_INFOS_LIST arg1)
        {
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnPropertyChanged(in KbePropertyChange e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "lastSelCharacter": onLastSelCharacterChanged(e.OldValue.AsUInt64()); break;
            }
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnMethodCalled(in KbeMethodCall e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "onCreateAvatarResult": onCreateAvatarResult(checked((byte)e[0].AsInt64()), AVATAR_INFOS.Read(e[1])); break;
                case "onRemoveAvatar": onRemoveAvatar(e[0].AsUInt64()); break;
                case "onReqAvatarList": onReqAvatarList(AVATAR_INFOS_LIST.Read(e[0])); break;
            }
        }
    }

    /// <summary>Entity class Avatar; derive from it what your game wants to do.</summary>
    public class AvatarBase : KbeEntity
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "Avatar";

        /// <summary>HP: INT32</summary>
        public int HP => checked((int)Get("HP").AsInt64());

        /// <summary>HP_Max: INT32</summary>
        public int HP_Max => checked((int)Get("HP_Max").AsInt64());

        /// <summary>MP: INT32</summary>
        public int MP => checked((int)Get("MP").AsInt64());

        /// <summary>MP_Max: INT32</summary>
        public int MP_Max => checked((int)Get("MP_Max").AsInt64());

        /// <summary>component1: ENTITY_COMPONENT</summary>
        public TestBase component1 => new TestBase(GetComponent("component1"));

        /// <summary>component2: ENTITY_COMPONENT</summary>
        public TestBase component2 => new TestBase(GetComponent("component2"));

        /// <summary>component3: ENTITY_COMPONENT</summary>
        public TestNoBaseBase component3 => new TestNoBaseBase(GetComponent("component3"));

        /// <summary>forbids: INT32</summary>
        public int forbids => checked((int)Get("forbids").AsInt64());

        /// <summary>level: UINT16</summary>
        public ushort level => checked((ushort)Get("level").AsInt64());

        /// <summary>modelID: UINT32</summary>
        public uint modelID => checked((uint)Get("modelID").AsInt64());

        /// <summary>modelScale: UINT8</summary>
        public byte modelScale => checked((byte)Get("modelScale").AsInt64());

        /// <summary>moveSpeed: UINT8</summary>
        public byte moveSpeed => checked((byte)Get("moveSpeed").AsInt64());

        /// <summary>name: UNICODE</summary>
        public string name => Get("name").AsString();

        /// <summary>own_val: UINT16</summary>
        public ushort own_val => checked((ushort)Get("own_val").AsInt64());

        /// <summary>spaceUType: UINT32</summary>
        public uint spaceUType => checked((uint)Get("spaceUType").AsInt64());

        /// <summary>state: INT8</summary>
        public sbyte state => checked((sbyte)Get("state").AsInt64());

        /// <summary>subState: UINT8</summary>
        public byte subState => checked((byte)Get("subState").AsInt64());

        /// <summary>uid: UINT32</summary>
        public uint uid => checked((uint)Get("uid").AsInt64());

        /// <summary>utype: UINT32</summary>
        public uint utype => checked((uint)Get("utype").AsInt64());

        /// <summary>Calls methods of the cell part.</summary>
        public CellCalls Cell => new CellCalls(this);

        /// <summary>Methods of the Cell part; a KbeException says what was refused.</summary>
        public struct CellCalls
        {
            private readonly KbeEntity _of;

            internal CellCalls(KbeEntity of)
            {
                _of = of;
            }

            /// <summary>dialog(INT32, UINT32)</summary>
            public void dialog(int arg1, uint arg2)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                _of.CellCall("dialog", to);
            }

            /// <summary>jump()</summary>
            public void jump()
            {
                KbeArguments to = KbeGenerated.Arguments();
                _of.CellCall("jump", to);
            }

            /// <summary>relive(UINT8)</summary>
            public void relive(byte arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("relive", to);
            }

            /// <summary>requestPull()</summary>
            public void requestPull()
            {
                KbeArguments to = KbeGenerated.Arguments();
                _of.CellCall("requestPull", to);
            }

            /// <summary>useTargetSkill(INT32, INT32)</summary>
            public void useTargetSkill(int arg1, int arg2)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                _of.CellCall("useTargetSkill", to);
            }
        }

        /// <summary>HP has another value than before; initially it is told with the same.</summary>
        public virtual void onHPChanged(int oldValue)
        {
        }

        /// <summary>HP_Max has another value than before; initially it is told with the same.</summary>
        public virtual void onHP_MaxChanged(int oldValue)
        {
        }

        /// <summary>MP has another value than before; initially it is told with the same.</summary>
        public virtual void onMPChanged(int oldValue)
        {
        }

        /// <summary>MP_Max has another value than before; initially it is told with the same.</summary>
        public virtual void onMP_MaxChanged(int oldValue)
        {
        }

        /// <summary>forbids has another value than before; initially it is told with the same.</summary>
        public virtual void onForbidsChanged(int oldValue)
        {
        }

        /// <summary>level has another value than before; initially it is told with the same.</summary>
        public virtual void onLevelChanged(ushort oldValue)
        {
        }

        /// <summary>modelID has another value than before; initially it is told with the same.</summary>
        public virtual void onModelIDChanged(uint oldValue)
        {
        }

        /// <summary>modelScale has another value than before; initially it is told with the same.</summary>
        public virtual void onModelScaleChanged(byte oldValue)
        {
        }

        /// <summary>moveSpeed has another value than before; initially it is told with the same.</summary>
        public virtual void onMoveSpeedChanged(byte oldValue)
        {
        }

        /// <summary>name has another value than before; initially it is told with the same.</summary>
        public virtual void onNameChanged(string oldValue)
        {
        }

        /// <summary>own_val has another value than before; initially it is told with the same.</summary>
        public virtual void onOwn_valChanged(ushort oldValue)
        {
        }

        /// <summary>spaceUType has another value than before; initially it is told with the same.</summary>
        public virtual void onSpaceUTypeChanged(uint oldValue)
        {
        }

        /// <summary>state has another value than before; initially it is told with the same.</summary>
        public virtual void onStateChanged(sbyte oldValue)
        {
        }

        /// <summary>subState has another value than before; initially it is told with the same.</summary>
        public virtual void onSubStateChanged(byte oldValue)
        {
        }

        /// <summary>uid has another value than before; initially it is told with the same.</summary>
        public virtual void onUidChanged(uint oldValue)
        {
        }

        /// <summary>utype has another value than before; initially it is told with the same.</summary>
        public virtual void onUtypeChanged(uint oldValue)
        {
        }

        /// <summary>The server calls dialog_addOption(UINT8, UINT32, UNICODE, INT32).</summary>
        public virtual void dialog_addOption(byte arg1, uint arg2, string arg3, int arg4)
        {
        }

        /// <summary>The server calls dialog_close().</summary>
        public virtual void dialog_close()
        {
        }

        /// <summary>The server calls dialog_setText(UNICODE, UINT8, UINT32, UNICODE).</summary>
        public virtual void dialog_setText(string arg1, byte arg2, uint arg3, string arg4)
        {
        }

        /// <summary>The server calls onAddSkill(INT32).</summary>
        public virtual void onAddSkill(int arg1)
        {
        }

        /// <summary>The server calls onJump().</summary>
        public virtual void onJump()
        {
        }

        /// <summary>The server calls onRemoveSkill(INT32).</summary>
        public virtual void onRemoveSkill(int arg1)
        {
        }

        /// <summary>The server calls recvDamage(INT32, INT32, INT32, INT32).</summary>
        public virtual void recvDamage(int arg1, int arg2, int arg3, int arg4)
        {
        }

        /// <summary>component1.own has another value than before; initially it is told with the same.</summary>
        public virtual void component1_onOwnChanged(int oldValue)
        {
        }

        /// <summary>component1.state has another value than before; initially it is told with the same.</summary>
        public virtual void component1_onStateChanged(int oldValue)
        {
        }

        /// <summary>The server calls component1.helloCB(INT32).</summary>
        public virtual void component1_helloCB(int arg1)
        {
        }

        /// <summary>component2.own has another value than before; initially it is told with the same.</summary>
        public virtual void component2_onOwnChanged(int oldValue)
        {
        }

        /// <summary>component2.state has another value than before; initially it is told with the same.</summary>
        public virtual void component2_onStateChanged(int oldValue)
        {
        }

        /// <summary>The server calls component2.helloCB(INT32).</summary>
        public virtual void component2_helloCB(int arg1)
        {
        }

        /// <summary>component3.own has another value than before; initially it is told with the same.</summary>
        public virtual void component3_onOwnChanged(int oldValue)
        {
        }

        /// <summary>component3.state has another value than before; initially it is told with the same.</summary>
        public virtual void component3_onStateChanged(int oldValue)
        {
        }

        /// <summary>The server calls component3.helloCB(INT32).</summary>
        public virtual void component3_helloCB(int arg1)
        {
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnPropertyChanged(in KbePropertyChange e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "HP": onHPChanged(checked((int)e.OldValue.AsInt64())); break;
                case "HP_Max": onHP_MaxChanged(checked((int)e.OldValue.AsInt64())); break;
                case "MP": onMPChanged(checked((int)e.OldValue.AsInt64())); break;
                case "MP_Max": onMP_MaxChanged(checked((int)e.OldValue.AsInt64())); break;
                case "forbids": onForbidsChanged(checked((int)e.OldValue.AsInt64())); break;
                case "level": onLevelChanged(checked((ushort)e.OldValue.AsInt64())); break;
                case "modelID": onModelIDChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "modelScale": onModelScaleChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "moveSpeed": onMoveSpeedChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "name": onNameChanged(e.OldValue.AsString()); break;
                case "own_val": onOwn_valChanged(checked((ushort)e.OldValue.AsInt64())); break;
                case "spaceUType": onSpaceUTypeChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "state": onStateChanged(checked((sbyte)e.OldValue.AsInt64())); break;
                case "subState": onSubStateChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "uid": onUidChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "utype": onUtypeChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "component1.own": component1_onOwnChanged(checked((int)e.OldValue.AsInt64())); break;
                case "component1.state": component1_onStateChanged(checked((int)e.OldValue.AsInt64())); break;
                case "component2.own": component2_onOwnChanged(checked((int)e.OldValue.AsInt64())); break;
                case "component2.state": component2_onStateChanged(checked((int)e.OldValue.AsInt64())); break;
                case "component3.own": component3_onOwnChanged(checked((int)e.OldValue.AsInt64())); break;
                case "component3.state": component3_onStateChanged(checked((int)e.OldValue.AsInt64())); break;
            }
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnMethodCalled(in KbeMethodCall e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "dialog_addOption": dialog_addOption(checked((byte)e[0].AsInt64()), checked((uint)e[1].AsInt64()), e[2].AsString(), checked((int)e[3].AsInt64())); break;
                case "dialog_close": dialog_close(); break;
                case "dialog_setText": dialog_setText(e[0].AsString(), checked((byte)e[1].AsInt64()), checked((uint)e[2].AsInt64()), e[3].AsString()); break;
                case "onAddSkill": onAddSkill(checked((int)e[0].AsInt64())); break;
                case "onJump": onJump(); break;
                case "onRemoveSkill": onRemoveSkill(checked((int)e[0].AsInt64())); break;
                case "recvDamage": recvDamage(checked((int)e[0].AsInt64()), checked((int)e[1].AsInt64()), checked((int)e[2].AsInt64()), checked((int)e[3].AsInt64())); break;
                case "component1.helloCB": component1_helloCB(checked((int)e[0].AsInt64())); break;
                case "component2.helloCB": component2_helloCB(checked((int)e[0].AsInt64())); break;
                case "component3.helloCB": component3_helloCB(checked((int)e[0].AsInt64())); break;
            }
        }
    }

    /// <summary>Component class Test; derive from it what your game wants to do.</summary>
    public class TestBase
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "Test";

        /// <summary>A component that is of this class.</summary>
        public TestBase(KbeComponent component)
        {
            Component = component;
        }

        /// <summary>The component itself.</summary>
        public KbeComponent Component { get; }

        /// <summary>own: INT32</summary>
        public int own => checked((int)Component.Get("own").AsInt64());

        /// <summary>state: INT32</summary>
        public int state => checked((int)Component.Get("state").AsInt64());

        /// <summary>Calls methods of the base part.</summary>
        public BaseCalls Base => new BaseCalls(Component);

        /// <summary>Methods of the Base part; a KbeException says what was refused.</summary>
        public struct BaseCalls
        {
            private readonly KbeComponent _of;

            internal BaseCalls(KbeComponent of)
            {
                _of = of;
            }

            /// <summary>say(INT32)</summary>
            public void say(int arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("say", to);
            }
        }

        /// <summary>Calls methods of the cell part.</summary>
        public CellCalls Cell => new CellCalls(Component);

        /// <summary>Methods of the Cell part; a KbeException says what was refused.</summary>
        public struct CellCalls
        {
            private readonly KbeComponent _of;

            internal CellCalls(KbeComponent of)
            {
                _of = of;
            }

            /// <summary>hello(INT32)</summary>
            public void hello(int arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("hello", to);
            }
        }
    }

    /// <summary>Component class TestNoBase; derive from it what your game wants to do.</summary>
    public class TestNoBaseBase
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "TestNoBase";

        /// <summary>A component that is of this class.</summary>
        public TestNoBaseBase(KbeComponent component)
        {
            Component = component;
        }

        /// <summary>The component itself.</summary>
        public KbeComponent Component { get; }

        /// <summary>own: INT32</summary>
        public int own => checked((int)Component.Get("own").AsInt64());

        /// <summary>state: INT32</summary>
        public int state => checked((int)Component.Get("state").AsInt64());

        /// <summary>Calls methods of the cell part.</summary>
        public CellCalls Cell => new CellCalls(Component);

        /// <summary>Methods of the Cell part; a KbeException says what was refused.</summary>
        public struct CellCalls
        {
            private readonly KbeComponent _of;

            internal CellCalls(KbeComponent of)
            {
                _of = of;
            }

            /// <summary>hello(INT32)</summary>
            public void hello(int arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("hello", to);
            }
        }
    }

    /// <summary>Entity class Monster; derive from it what your game wants to do.</summary>
    public class MonsterBase : KbeEntity
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "Monster";

        /// <summary>HP: INT32</summary>
        public int HP => checked((int)Get("HP").AsInt64());

        /// <summary>HP_Max: INT32</summary>
        public int HP_Max => checked((int)Get("HP_Max").AsInt64());

        /// <summary>MP: INT32</summary>
        public int MP => checked((int)Get("MP").AsInt64());

        /// <summary>MP_Max: INT32</summary>
        public int MP_Max => checked((int)Get("MP_Max").AsInt64());

        /// <summary>entityNO: UINT32</summary>
        public uint entityNO => checked((uint)Get("entityNO").AsInt64());

        /// <summary>forbids: INT32</summary>
        public int forbids => checked((int)Get("forbids").AsInt64());

        /// <summary>modelID: UINT32</summary>
        public uint modelID => checked((uint)Get("modelID").AsInt64());

        /// <summary>modelScale: UINT8</summary>
        public byte modelScale => checked((byte)Get("modelScale").AsInt64());

        /// <summary>moveSpeed: UINT8</summary>
        public byte moveSpeed => checked((byte)Get("moveSpeed").AsInt64());

        /// <summary>name: UNICODE</summary>
        public string name => Get("name").AsString();

        /// <summary>state: INT8</summary>
        public sbyte state => checked((sbyte)Get("state").AsInt64());

        /// <summary>subState: UINT8</summary>
        public byte subState => checked((byte)Get("subState").AsInt64());

        /// <summary>uid: UINT32</summary>
        public uint uid => checked((uint)Get("uid").AsInt64());

        /// <summary>utype: UINT32</summary>
        public uint utype => checked((uint)Get("utype").AsInt64());

        /// <summary>HP has another value than before; initially it is told with the same.</summary>
        public virtual void onHPChanged(int oldValue)
        {
        }

        /// <summary>HP_Max has another value than before; initially it is told with the same.</summary>
        public virtual void onHP_MaxChanged(int oldValue)
        {
        }

        /// <summary>MP has another value than before; initially it is told with the same.</summary>
        public virtual void onMPChanged(int oldValue)
        {
        }

        /// <summary>MP_Max has another value than before; initially it is told with the same.</summary>
        public virtual void onMP_MaxChanged(int oldValue)
        {
        }

        /// <summary>entityNO has another value than before; initially it is told with the same.</summary>
        public virtual void onEntityNOChanged(uint oldValue)
        {
        }

        /// <summary>forbids has another value than before; initially it is told with the same.</summary>
        public virtual void onForbidsChanged(int oldValue)
        {
        }

        /// <summary>modelID has another value than before; initially it is told with the same.</summary>
        public virtual void onModelIDChanged(uint oldValue)
        {
        }

        /// <summary>modelScale has another value than before; initially it is told with the same.</summary>
        public virtual void onModelScaleChanged(byte oldValue)
        {
        }

        /// <summary>moveSpeed has another value than before; initially it is told with the same.</summary>
        public virtual void onMoveSpeedChanged(byte oldValue)
        {
        }

        /// <summary>name has another value than before; initially it is told with the same.</summary>
        public virtual void onNameChanged(string oldValue)
        {
        }

        /// <summary>state has another value than before; initially it is told with the same.</summary>
        public virtual void onStateChanged(sbyte oldValue)
        {
        }

        /// <summary>subState has another value than before; initially it is told with the same.</summary>
        public virtual void onSubStateChanged(byte oldValue)
        {
        }

        /// <summary>uid has another value than before; initially it is told with the same.</summary>
        public virtual void onUidChanged(uint oldValue)
        {
        }

        /// <summary>utype has another value than before; initially it is told with the same.</summary>
        public virtual void onUtypeChanged(uint oldValue)
        {
        }

        /// <summary>The server calls recvDamage(INT32, INT32, INT32, INT32).</summary>
        public virtual void recvDamage(int arg1, int arg2, int arg3, int arg4)
        {
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnPropertyChanged(in KbePropertyChange e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "HP": onHPChanged(checked((int)e.OldValue.AsInt64())); break;
                case "HP_Max": onHP_MaxChanged(checked((int)e.OldValue.AsInt64())); break;
                case "MP": onMPChanged(checked((int)e.OldValue.AsInt64())); break;
                case "MP_Max": onMP_MaxChanged(checked((int)e.OldValue.AsInt64())); break;
                case "entityNO": onEntityNOChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "forbids": onForbidsChanged(checked((int)e.OldValue.AsInt64())); break;
                case "modelID": onModelIDChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "modelScale": onModelScaleChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "moveSpeed": onMoveSpeedChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "name": onNameChanged(e.OldValue.AsString()); break;
                case "state": onStateChanged(checked((sbyte)e.OldValue.AsInt64())); break;
                case "subState": onSubStateChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "uid": onUidChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "utype": onUtypeChanged(checked((uint)e.OldValue.AsInt64())); break;
            }
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnMethodCalled(in KbeMethodCall e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "recvDamage": recvDamage(checked((int)e[0].AsInt64()), checked((int)e[1].AsInt64()), checked((int)e[2].AsInt64()), checked((int)e[3].AsInt64())); break;
            }
        }
    }

    /// <summary>Entity class NPC; derive from it what your game wants to do.</summary>
    public class NPCBase : KbeEntity
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "NPC";

        /// <summary>entityNO: UINT32</summary>
        public uint entityNO => checked((uint)Get("entityNO").AsInt64());

        /// <summary>modelID: UINT32</summary>
        public uint modelID => checked((uint)Get("modelID").AsInt64());

        /// <summary>modelScale: UINT8</summary>
        public byte modelScale => checked((byte)Get("modelScale").AsInt64());

        /// <summary>moveSpeed: UINT8</summary>
        public byte moveSpeed => checked((byte)Get("moveSpeed").AsInt64());

        /// <summary>name: UNICODE</summary>
        public string name => Get("name").AsString();

        /// <summary>uid: UINT32</summary>
        public uint uid => checked((uint)Get("uid").AsInt64());

        /// <summary>utype: UINT32</summary>
        public uint utype => checked((uint)Get("utype").AsInt64());

        /// <summary>entityNO has another value than before; initially it is told with the same.</summary>
        public virtual void onEntityNOChanged(uint oldValue)
        {
        }

        /// <summary>modelID has another value than before; initially it is told with the same.</summary>
        public virtual void onModelIDChanged(uint oldValue)
        {
        }

        /// <summary>modelScale has another value than before; initially it is told with the same.</summary>
        public virtual void onModelScaleChanged(byte oldValue)
        {
        }

        /// <summary>moveSpeed has another value than before; initially it is told with the same.</summary>
        public virtual void onMoveSpeedChanged(byte oldValue)
        {
        }

        /// <summary>name has another value than before; initially it is told with the same.</summary>
        public virtual void onNameChanged(string oldValue)
        {
        }

        /// <summary>uid has another value than before; initially it is told with the same.</summary>
        public virtual void onUidChanged(uint oldValue)
        {
        }

        /// <summary>utype has another value than before; initially it is told with the same.</summary>
        public virtual void onUtypeChanged(uint oldValue)
        {
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnPropertyChanged(in KbePropertyChange e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "entityNO": onEntityNOChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "modelID": onModelIDChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "modelScale": onModelScaleChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "moveSpeed": onMoveSpeedChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "name": onNameChanged(e.OldValue.AsString()); break;
                case "uid": onUidChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "utype": onUtypeChanged(checked((uint)e.OldValue.AsInt64())); break;
            }
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnMethodCalled(in KbeMethodCall e)
        {
        }
    }

    /// <summary>Entity class Gate; derive from it what your game wants to do.</summary>
    public class GateBase : KbeEntity
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "Gate";

        /// <summary>entityNO: UINT32</summary>
        public uint entityNO => checked((uint)Get("entityNO").AsInt64());

        /// <summary>modelID: UINT32</summary>
        public uint modelID => checked((uint)Get("modelID").AsInt64());

        /// <summary>modelScale: UINT8</summary>
        public byte modelScale => checked((byte)Get("modelScale").AsInt64());

        /// <summary>name: UNICODE</summary>
        public string name => Get("name").AsString();

        /// <summary>uid: UINT32</summary>
        public uint uid => checked((uint)Get("uid").AsInt64());

        /// <summary>utype: UINT32</summary>
        public uint utype => checked((uint)Get("utype").AsInt64());

        /// <summary>entityNO has another value than before; initially it is told with the same.</summary>
        public virtual void onEntityNOChanged(uint oldValue)
        {
        }

        /// <summary>modelID has another value than before; initially it is told with the same.</summary>
        public virtual void onModelIDChanged(uint oldValue)
        {
        }

        /// <summary>modelScale has another value than before; initially it is told with the same.</summary>
        public virtual void onModelScaleChanged(byte oldValue)
        {
        }

        /// <summary>name has another value than before; initially it is told with the same.</summary>
        public virtual void onNameChanged(string oldValue)
        {
        }

        /// <summary>uid has another value than before; initially it is told with the same.</summary>
        public virtual void onUidChanged(uint oldValue)
        {
        }

        /// <summary>utype has another value than before; initially it is told with the same.</summary>
        public virtual void onUtypeChanged(uint oldValue)
        {
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnPropertyChanged(in KbePropertyChange e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "entityNO": onEntityNOChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "modelID": onModelIDChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "modelScale": onModelScaleChanged(checked((byte)e.OldValue.AsInt64())); break;
                case "name": onNameChanged(e.OldValue.AsString()); break;
                case "uid": onUidChanged(checked((uint)e.OldValue.AsInt64())); break;
                case "utype": onUtypeChanged(checked((uint)e.OldValue.AsInt64())); break;
            }
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnMethodCalled(in KbeMethodCall e)
        {
        }
    }

    /// <summary>Entity class TypeZoo; derive from it what your game wants to do.</summary>
    public class TypeZooBase : KbeEntity
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "TypeZoo";

        /// <summary>baseNote: UNICODE</summary>
        public string baseNote => Get("baseNote").AsString();

        /// <summary>otherNote: UNICODE</summary>
        public string otherNote => Get("otherNote").AsString();

        /// <summary>ownCount: INT32</summary>
        public int ownCount => checked((int)Get("ownCount").AsInt64());

        /// <summary>ownNote: UNICODE</summary>
        public string ownNote => Get("ownNote").AsString();

        /// <summary>part: ENTITY_COMPONENT</summary>
        public ZooPartBase part => new ZooPartBase(GetComponent("part"));

        /// <summary>valArray: ARRAY of INT32</summary>
        public List<int> valArray => KbeGenerated.List(Get("valArray"), v0 => checked((int)v0.AsInt64()));

        /// <summary>valBlob: BLOB</summary>
        public byte[] valBlob => KbeGenerated.Bytes(Get("valBlob"));

        /// <summary>valDeep: ZOO_DEEP</summary>
        public ZOO_DEEP valDeep => ZOO_DEEP.Read(Get("valDeep"));

        /// <summary>valDouble: DOUBLE</summary>
        public double valDouble => Get("valDouble").AsDouble();

        /// <summary>valEntitycall: ENTITYCALL</summary>
        public KbeEntityCall valEntitycall => Get("valEntitycall").AsEntityCall();

        /// <summary>valFloat: FLOAT</summary>
        public float valFloat => Get("valFloat").AsFloat();

        /// <summary>valInt16: INT16</summary>
        public short valInt16 => checked((short)Get("valInt16").AsInt64());

        /// <summary>valInt32: INT32</summary>
        public int valInt32 => checked((int)Get("valInt32").AsInt64());

        /// <summary>valInt64: INT64</summary>
        public long valInt64 => Get("valInt64").AsInt64();

        /// <summary>valInt8: INT8</summary>
        public sbyte valInt8 => checked((sbyte)Get("valInt8").AsInt64());

        /// <summary>valNames: ARRAY of UNICODE</summary>
        public List<string> valNames => KbeGenerated.List(Get("valNames"), v0 => v0.AsString());

        /// <summary>valNested: ARRAY of ARRAY of UINT16</summary>
        public List<List<ushort>> valNested => KbeGenerated.List(Get("valNested"), v0 => KbeGenerated.List(v0, v1 => checked((ushort)v1.AsInt64())));

        /// <summary>valPoint: ZOO_POINT</summary>
        public ZOO_POINT valPoint => ZOO_POINT.Read(Get("valPoint"));

        /// <summary>valPyDict: PY_DICT</summary>
        public byte[] valPyDict => KbeGenerated.Bytes(Get("valPyDict"));

        /// <summary>valPyList: PY_LIST</summary>
        public byte[] valPyList => KbeGenerated.Bytes(Get("valPyList"));

        /// <summary>valPyTuple: PY_TUPLE</summary>
        public byte[] valPyTuple => KbeGenerated.Bytes(Get("valPyTuple"));

        /// <summary>valPython: PYTHON</summary>
        public byte[] valPython => KbeGenerated.Bytes(Get("valPython"));

        /// <summary>valString: STRING</summary>
        public string valString => Get("valString").AsString();

        /// <summary>valUint16: UINT16</summary>
        public ushort valUint16 => checked((ushort)Get("valUint16").AsInt64());

        /// <summary>valUint32: UINT32</summary>
        public uint valUint32 => checked((uint)Get("valUint32").AsInt64());

        /// <summary>valUint64: UINT64</summary>
        public ulong valUint64 => Get("valUint64").AsUInt64();

        /// <summary>valUint8: UINT8</summary>
        public byte valUint8 => checked((byte)Get("valUint8").AsInt64());

        /// <summary>valUnicode: UNICODE</summary>
        public string valUnicode => Get("valUnicode").AsString();

        /// <summary>valVector2: VECTOR2</summary>
        public Vector2 valVector2 => Get("valVector2").AsVector2();

        /// <summary>valVector3: VECTOR3</summary>
        public Vector3 valVector3 => Get("valVector3").AsVector3();

        /// <summary>valVector4: VECTOR4</summary>
        public Vector4 valVector4 => Get("valVector4").AsVector4();

        /// <summary>Calls methods of the base part.</summary>
        public BaseCalls Base => new BaseCalls(this);

        /// <summary>Methods of the Base part; a KbeException says what was refused.</summary>
        public struct BaseCalls
        {
            private readonly KbeEntity _of;

            internal BaseCalls(KbeEntity of)
            {
                _of = of;
            }

            /// <summary>echoArray(ARRAY of INT32)</summary>
            public void echoArray(List<int> arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.BeginArray(); foreach (var i0 in arg1) { to.Add(i0); } to.End();
                _of.BaseCall("echoArray", to);
            }

            /// <summary>echoBlob(BLOB)</summary>
            public void echoBlob(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.BaseCall("echoBlob", to);
            }

            /// <summary>echoDeep(ZOO_DEEP)</summary>
            public void echoDeep(ZOO_DEEP arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                arg1.Write(to);
                _of.BaseCall("echoDeep", to);
            }

            /// <summary>echoDouble(DOUBLE)</summary>
            public void echoDouble(double arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoDouble", to);
            }

            /// <summary>echoEntitycall(ENTITYCALL)</summary>
            public void echoEntitycall(KbeEntityCall arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoEntitycall", to);
            }

            /// <summary>echoFloat(FLOAT)</summary>
            public void echoFloat(float arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoFloat", to);
            }

            /// <summary>echoInt16(INT16)</summary>
            public void echoInt16(short arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoInt16", to);
            }

            /// <summary>echoInt32(INT32)</summary>
            public void echoInt32(int arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoInt32", to);
            }

            /// <summary>echoInt64(INT64)</summary>
            public void echoInt64(long arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoInt64", to);
            }

            /// <summary>echoInt8(INT8)</summary>
            public void echoInt8(sbyte arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoInt8", to);
            }

            /// <summary>echoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)</summary>
            public void echoMany(byte arg1, string arg2, string arg3, float arg4, ZOO_DEEP arg5, long arg6)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                to.Add(arg3);
                to.Add(arg4);
                arg5.Write(to);
                to.Add(arg6);
                _of.BaseCall("echoMany", to);
            }

            /// <summary>echoNames(ARRAY of UNICODE)</summary>
            public void echoNames(List<string> arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.BeginArray(); foreach (var i0 in arg1) { to.Add(i0); } to.End();
                _of.BaseCall("echoNames", to);
            }

            /// <summary>echoNested(ARRAY of ARRAY of UINT16)</summary>
            public void echoNested(List<List<ushort>> arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.BeginArray(); foreach (var i0 in arg1) { to.BeginArray(); foreach (var i1 in i0) { to.Add(i1); } to.End(); } to.End();
                _of.BaseCall("echoNested", to);
            }

            /// <summary>echoNone()</summary>
            public void echoNone()
            {
                KbeArguments to = KbeGenerated.Arguments();
                _of.BaseCall("echoNone", to);
            }

            /// <summary>echoPoint(ZOO_POINT)</summary>
            public void echoPoint(ZOO_POINT arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                arg1.Write(to);
                _of.BaseCall("echoPoint", to);
            }

            /// <summary>echoPyDict(PY_DICT)</summary>
            public void echoPyDict(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.BaseCall("echoPyDict", to);
            }

            /// <summary>echoPyList(PY_LIST)</summary>
            public void echoPyList(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.BaseCall("echoPyList", to);
            }

            /// <summary>echoPyTuple(PY_TUPLE)</summary>
            public void echoPyTuple(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.BaseCall("echoPyTuple", to);
            }

            /// <summary>echoPython(PYTHON)</summary>
            public void echoPython(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.BaseCall("echoPython", to);
            }

            /// <summary>echoString(STRING)</summary>
            public void echoString(string arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoString", to);
            }

            /// <summary>echoUint16(UINT16)</summary>
            public void echoUint16(ushort arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoUint16", to);
            }

            /// <summary>echoUint32(UINT32)</summary>
            public void echoUint32(uint arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoUint32", to);
            }

            /// <summary>echoUint64(UINT64)</summary>
            public void echoUint64(ulong arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoUint64", to);
            }

            /// <summary>echoUint8(UINT8)</summary>
            public void echoUint8(byte arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoUint8", to);
            }

            /// <summary>echoUnicode(UNICODE)</summary>
            public void echoUnicode(string arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoUnicode", to);
            }

            /// <summary>echoVector2(VECTOR2)</summary>
            public void echoVector2(Vector2 arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoVector2", to);
            }

            /// <summary>echoVector3(VECTOR3)</summary>
            public void echoVector3(Vector3 arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoVector3", to);
            }

            /// <summary>echoVector4(VECTOR4)</summary>
            public void echoVector4(Vector4 arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.BaseCall("echoVector4", to);
            }
        }

        /// <summary>Calls methods of the cell part.</summary>
        public CellCalls Cell => new CellCalls(this);

        /// <summary>Methods of the Cell part; a KbeException says what was refused.</summary>
        public struct CellCalls
        {
            private readonly KbeEntity _of;

            internal CellCalls(KbeEntity of)
            {
                _of = of;
            }

            /// <summary>echoArray(ARRAY of INT32)</summary>
            public void echoArray(List<int> arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.BeginArray(); foreach (var i0 in arg1) { to.Add(i0); } to.End();
                _of.CellCall("echoArray", to);
            }

            /// <summary>echoBlob(BLOB)</summary>
            public void echoBlob(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.CellCall("echoBlob", to);
            }

            /// <summary>echoDeep(ZOO_DEEP)</summary>
            public void echoDeep(ZOO_DEEP arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                arg1.Write(to);
                _of.CellCall("echoDeep", to);
            }

            /// <summary>echoDouble(DOUBLE)</summary>
            public void echoDouble(double arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoDouble", to);
            }

            /// <summary>echoEntitycall(ENTITYCALL)</summary>
            public void echoEntitycall(KbeEntityCall arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoEntitycall", to);
            }

            /// <summary>echoFloat(FLOAT)</summary>
            public void echoFloat(float arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoFloat", to);
            }

            /// <summary>echoInt16(INT16)</summary>
            public void echoInt16(short arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoInt16", to);
            }

            /// <summary>echoInt32(INT32)</summary>
            public void echoInt32(int arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoInt32", to);
            }

            /// <summary>echoInt64(INT64)</summary>
            public void echoInt64(long arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoInt64", to);
            }

            /// <summary>echoInt8(INT8)</summary>
            public void echoInt8(sbyte arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoInt8", to);
            }

            /// <summary>echoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)</summary>
            public void echoMany(byte arg1, string arg2, string arg3, float arg4, ZOO_DEEP arg5, long arg6)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                to.Add(arg3);
                to.Add(arg4);
                arg5.Write(to);
                to.Add(arg6);
                _of.CellCall("echoMany", to);
            }

            /// <summary>echoNames(ARRAY of UNICODE)</summary>
            public void echoNames(List<string> arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.BeginArray(); foreach (var i0 in arg1) { to.Add(i0); } to.End();
                _of.CellCall("echoNames", to);
            }

            /// <summary>echoNested(ARRAY of ARRAY of UINT16)</summary>
            public void echoNested(List<List<ushort>> arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.BeginArray(); foreach (var i0 in arg1) { to.BeginArray(); foreach (var i1 in i0) { to.Add(i1); } to.End(); } to.End();
                _of.CellCall("echoNested", to);
            }

            /// <summary>echoNone()</summary>
            public void echoNone()
            {
                KbeArguments to = KbeGenerated.Arguments();
                _of.CellCall("echoNone", to);
            }

            /// <summary>echoPoint(ZOO_POINT)</summary>
            public void echoPoint(ZOO_POINT arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                arg1.Write(to);
                _of.CellCall("echoPoint", to);
            }

            /// <summary>echoPyDict(PY_DICT)</summary>
            public void echoPyDict(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.CellCall("echoPyDict", to);
            }

            /// <summary>echoPyList(PY_LIST)</summary>
            public void echoPyList(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.CellCall("echoPyList", to);
            }

            /// <summary>echoPyTuple(PY_TUPLE)</summary>
            public void echoPyTuple(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.CellCall("echoPyTuple", to);
            }

            /// <summary>echoPython(PYTHON)</summary>
            public void echoPython(byte[] arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                KbeGenerated.Add(to, arg1);
                _of.CellCall("echoPython", to);
            }

            /// <summary>echoString(STRING)</summary>
            public void echoString(string arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoString", to);
            }

            /// <summary>echoUint16(UINT16)</summary>
            public void echoUint16(ushort arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoUint16", to);
            }

            /// <summary>echoUint32(UINT32)</summary>
            public void echoUint32(uint arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoUint32", to);
            }

            /// <summary>echoUint64(UINT64)</summary>
            public void echoUint64(ulong arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoUint64", to);
            }

            /// <summary>echoUint8(UINT8)</summary>
            public void echoUint8(byte arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoUint8", to);
            }

            /// <summary>echoUnicode(UNICODE)</summary>
            public void echoUnicode(string arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoUnicode", to);
            }

            /// <summary>echoVector2(VECTOR2)</summary>
            public void echoVector2(Vector2 arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoVector2", to);
            }

            /// <summary>echoVector3(VECTOR3)</summary>
            public void echoVector3(Vector3 arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoVector3", to);
            }

            /// <summary>echoVector4(VECTOR4)</summary>
            public void echoVector4(Vector4 arg1)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                _of.CellCall("echoVector4", to);
            }
        }

        /// <summary>baseNote has another value than before; initially it is told with the same.</summary>
        public virtual void onBaseNoteChanged(string oldValue)
        {
        }

        /// <summary>otherNote has another value than before; initially it is told with the same.</summary>
        public virtual void onOtherNoteChanged(string oldValue)
        {
        }

        /// <summary>ownCount has another value than before; initially it is told with the same.</summary>
        public virtual void onOwnCountChanged(int oldValue)
        {
        }

        /// <summary>ownNote has another value than before; initially it is told with the same.</summary>
        public virtual void onOwnNoteChanged(string oldValue)
        {
        }

        /// <summary>valArray has another value than before; initially it is told with the same.</summary>
        public virtual void onValArrayChanged(List<int> oldValue)
        {
        }

        /// <summary>valBlob has another value than before; initially it is told with the same.</summary>
        public virtual void onValBlobChanged(byte[] oldValue)
        {
        }

        /// <summary>valDeep has another value than before; initially it is told with the same.</summary>
        public virtual void onValDeepChanged(ZOO_DEEP oldValue)
        {
        }

        /// <summary>valDouble has another value than before; initially it is told with the same.</summary>
        public virtual void onValDoubleChanged(double oldValue)
        {
        }

        /// <summary>valEntitycall has another value than before; initially it is told with the same.</summary>
        public virtual void onValEntitycallChanged(KbeEntityCall oldValue)
        {
        }

        /// <summary>valFloat has another value than before; initially it is told with the same.</summary>
        public virtual void onValFloatChanged(float oldValue)
        {
        }

        /// <summary>valInt16 has another value than before; initially it is told with the same.</summary>
        public virtual void onValInt16Changed(short oldValue)
        {
        }

        /// <summary>valInt32 has another value than before; initially it is told with the same.</summary>
        public virtual void onValInt32Changed(int oldValue)
        {
        }

        /// <summary>valInt64 has another value than before; initially it is told with the same.</summary>
        public virtual void onValInt64Changed(long oldValue)
        {
        }

        /// <summary>valInt8 has another value than before; initially it is told with the same.</summary>
        public virtual void onValInt8Changed(sbyte oldValue)
        {
        }

        /// <summary>valNames has another value than before; initially it is told with the same.</summary>
        public virtual void onValNamesChanged(List<string> oldValue)
        {
        }

        /// <summary>valNested has another value than before; initially it is told with the same.</summary>
        public virtual void onValNestedChanged(List<List<ushort>> oldValue)
        {
        }

        /// <summary>valPoint has another value than before; initially it is told with the same.</summary>
        public virtual void onValPointChanged(ZOO_POINT oldValue)
        {
        }

        /// <summary>valPyDict has another value than before; initially it is told with the same.</summary>
        public virtual void onValPyDictChanged(byte[] oldValue)
        {
        }

        /// <summary>valPyList has another value than before; initially it is told with the same.</summary>
        public virtual void onValPyListChanged(byte[] oldValue)
        {
        }

        /// <summary>valPyTuple has another value than before; initially it is told with the same.</summary>
        public virtual void onValPyTupleChanged(byte[] oldValue)
        {
        }

        /// <summary>valPython has another value than before; initially it is told with the same.</summary>
        public virtual void onValPythonChanged(byte[] oldValue)
        {
        }

        /// <summary>valString has another value than before; initially it is told with the same.</summary>
        public virtual void onValStringChanged(string oldValue)
        {
        }

        /// <summary>valUint16 has another value than before; initially it is told with the same.</summary>
        public virtual void onValUint16Changed(ushort oldValue)
        {
        }

        /// <summary>valUint32 has another value than before; initially it is told with the same.</summary>
        public virtual void onValUint32Changed(uint oldValue)
        {
        }

        /// <summary>valUint64 has another value than before; initially it is told with the same.</summary>
        public virtual void onValUint64Changed(ulong oldValue)
        {
        }

        /// <summary>valUint8 has another value than before; initially it is told with the same.</summary>
        public virtual void onValUint8Changed(byte oldValue)
        {
        }

        /// <summary>valUnicode has another value than before; initially it is told with the same.</summary>
        public virtual void onValUnicodeChanged(string oldValue)
        {
        }

        /// <summary>valVector2 has another value than before; initially it is told with the same.</summary>
        public virtual void onValVector2Changed(Vector2 oldValue)
        {
        }

        /// <summary>valVector3 has another value than before; initially it is told with the same.</summary>
        public virtual void onValVector3Changed(Vector3 oldValue)
        {
        }

        /// <summary>valVector4 has another value than before; initially it is told with the same.</summary>
        public virtual void onValVector4Changed(Vector4 oldValue)
        {
        }

        /// <summary>The server calls onEchoArray(ARRAY of INT32).</summary>
        public virtual void onEchoArray(List<int> arg1)
        {
        }

        /// <summary>The server calls onEchoBlob(BLOB).</summary>
        public virtual void onEchoBlob(byte[] arg1)
        {
        }

        /// <summary>The server calls onEchoDeep(ZOO_DEEP).</summary>
        public virtual void onEchoDeep(ZOO_DEEP arg1)
        {
        }

        /// <summary>The server calls onEchoDouble(DOUBLE).</summary>
        public virtual void onEchoDouble(double arg1)
        {
        }

        /// <summary>The server calls onEchoEntitycall(ENTITYCALL).</summary>
        public virtual void onEchoEntitycall(KbeEntityCall arg1)
        {
        }

        /// <summary>The server calls onEchoFloat(FLOAT).</summary>
        public virtual void onEchoFloat(float arg1)
        {
        }

        /// <summary>The server calls onEchoInt16(INT16).</summary>
        public virtual void onEchoInt16(short arg1)
        {
        }

        /// <summary>The server calls onEchoInt32(INT32).</summary>
        public virtual void onEchoInt32(int arg1)
        {
        }

        /// <summary>The server calls onEchoInt64(INT64).</summary>
        public virtual void onEchoInt64(long arg1)
        {
        }

        /// <summary>The server calls onEchoInt8(INT8).</summary>
        public virtual void onEchoInt8(sbyte arg1)
        {
        }

        /// <summary>The server calls onEchoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64).</summary>
        public virtual void onEchoMany(byte arg1, string arg2, string arg3, float arg4, ZOO_DEEP arg5, long arg6)
        {
        }

        /// <summary>The server calls onEchoNames(ARRAY of UNICODE).</summary>
        public virtual void onEchoNames(List<string> arg1)
        {
        }

        /// <summary>The server calls onEchoNested(ARRAY of ARRAY of UINT16).</summary>
        public virtual void onEchoNested(List<List<ushort>> arg1)
        {
        }

        /// <summary>The server calls onEchoNone().</summary>
        public virtual void onEchoNone()
        {
        }

        /// <summary>The server calls onEchoPoint(ZOO_POINT).</summary>
        public virtual void onEchoPoint(ZOO_POINT arg1)
        {
        }

        /// <summary>The server calls onEchoPyDict(PY_DICT).</summary>
        public virtual void onEchoPyDict(byte[] arg1)
        {
        }

        /// <summary>The server calls onEchoPyList(PY_LIST).</summary>
        public virtual void onEchoPyList(byte[] arg1)
        {
        }

        /// <summary>The server calls onEchoPyTuple(PY_TUPLE).</summary>
        public virtual void onEchoPyTuple(byte[] arg1)
        {
        }

        /// <summary>The server calls onEchoPython(PYTHON).</summary>
        public virtual void onEchoPython(byte[] arg1)
        {
        }

        /// <summary>The server calls onEchoString(STRING).</summary>
        public virtual void onEchoString(string arg1)
        {
        }

        /// <summary>The server calls onEchoUint16(UINT16).</summary>
        public virtual void onEchoUint16(ushort arg1)
        {
        }

        /// <summary>The server calls onEchoUint32(UINT32).</summary>
        public virtual void onEchoUint32(uint arg1)
        {
        }

        /// <summary>The server calls onEchoUint64(UINT64).</summary>
        public virtual void onEchoUint64(ulong arg1)
        {
        }

        /// <summary>The server calls onEchoUint8(UINT8).</summary>
        public virtual void onEchoUint8(byte arg1)
        {
        }

        /// <summary>The server calls onEchoUnicode(UNICODE).</summary>
        public virtual void onEchoUnicode(string arg1)
        {
        }

        /// <summary>The server calls onEchoVector2(VECTOR2).</summary>
        public virtual void onEchoVector2(Vector2 arg1)
        {
        }

        /// <summary>The server calls onEchoVector3(VECTOR3).</summary>
        public virtual void onEchoVector3(Vector3 arg1)
        {
        }

        /// <summary>The server calls onEchoVector4(VECTOR4).</summary>
        public virtual void onEchoVector4(Vector4 arg1)
        {
        }

        /// <summary>part.label has another value than before; initially it is told with the same.</summary>
        public virtual void part_onLabelChanged(string oldValue)
        {
        }

        /// <summary>part.power has another value than before; initially it is told with the same.</summary>
        public virtual void part_onPowerChanged(int oldValue)
        {
        }

        /// <summary>part.secret has another value than before; initially it is told with the same.</summary>
        public virtual void part_onSecretChanged(ushort oldValue)
        {
        }

        /// <summary>The server calls part.onPartEcho(UNICODE, INT32).</summary>
        public virtual void part_onPartEcho(string arg1, int arg2)
        {
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnPropertyChanged(in KbePropertyChange e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "baseNote": onBaseNoteChanged(e.OldValue.AsString()); break;
                case "otherNote": onOtherNoteChanged(e.OldValue.AsString()); break;
                case "ownCount": onOwnCountChanged(checked((int)e.OldValue.AsInt64())); break;
                case "ownNote": onOwnNoteChanged(e.OldValue.AsString()); break;
                case "valArray": onValArrayChanged(KbeGenerated.List(e.OldValue, v0 => checked((int)v0.AsInt64()))); break;
                case "valBlob": onValBlobChanged(KbeGenerated.Bytes(e.OldValue)); break;
                case "valDeep": onValDeepChanged(ZOO_DEEP.Read(e.OldValue)); break;
                case "valDouble": onValDoubleChanged(e.OldValue.AsDouble()); break;
                case "valEntitycall": onValEntitycallChanged(e.OldValue.AsEntityCall()); break;
                case "valFloat": onValFloatChanged(e.OldValue.AsFloat()); break;
                case "valInt16": onValInt16Changed(checked((short)e.OldValue.AsInt64())); break;
                case "valInt32": onValInt32Changed(checked((int)e.OldValue.AsInt64())); break;
                case "valInt64": onValInt64Changed(e.OldValue.AsInt64()); break;
                case "valInt8": onValInt8Changed(checked((sbyte)e.OldValue.AsInt64())); break;
                case "valNames": onValNamesChanged(KbeGenerated.List(e.OldValue, v0 => v0.AsString())); break;
                case "valNested": onValNestedChanged(KbeGenerated.List(e.OldValue, v0 => KbeGenerated.List(v0, v1 => checked((ushort)v1.AsInt64())))); break;
                case "valPoint": onValPointChanged(ZOO_POINT.Read(e.OldValue)); break;
                case "valPyDict": onValPyDictChanged(KbeGenerated.Bytes(e.OldValue)); break;
                case "valPyList": onValPyListChanged(KbeGenerated.Bytes(e.OldValue)); break;
                case "valPyTuple": onValPyTupleChanged(KbeGenerated.Bytes(e.OldValue)); break;
                case "valPython": onValPythonChanged(KbeGenerated.Bytes(e.OldValue)); break;
                case "valString": onValStringChanged(e.OldValue.AsString()); break;
                case "valUint16": onValUint16Changed(checked((ushort)e.OldValue.AsInt64())); break;
                case "valUint32": onValUint32Changed(checked((uint)e.OldValue.AsInt64())); break;
                case "valUint64": onValUint64Changed(e.OldValue.AsUInt64()); break;
                case "valUint8": onValUint8Changed(checked((byte)e.OldValue.AsInt64())); break;
                case "valUnicode": onValUnicodeChanged(e.OldValue.AsString()); break;
                case "valVector2": onValVector2Changed(e.OldValue.AsVector2()); break;
                case "valVector3": onValVector3Changed(e.OldValue.AsVector3()); break;
                case "valVector4": onValVector4Changed(e.OldValue.AsVector4()); break;
                case "part.label": part_onLabelChanged(e.OldValue.AsString()); break;
                case "part.power": part_onPowerChanged(checked((int)e.OldValue.AsInt64())); break;
                case "part.secret": part_onSecretChanged(checked((ushort)e.OldValue.AsInt64())); break;
            }
        }

        /// <summary>Calls what is above; call it when you override it.</summary>
        public override void OnMethodCalled(in KbeMethodCall e)
        {
            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + "." + e.Name)
            {
                case "onEchoArray": onEchoArray(KbeGenerated.List(e[0], v0 => checked((int)v0.AsInt64()))); break;
                case "onEchoBlob": onEchoBlob(KbeGenerated.Bytes(e[0])); break;
                case "onEchoDeep": onEchoDeep(ZOO_DEEP.Read(e[0])); break;
                case "onEchoDouble": onEchoDouble(e[0].AsDouble()); break;
                case "onEchoEntitycall": onEchoEntitycall(e[0].AsEntityCall()); break;
                case "onEchoFloat": onEchoFloat(e[0].AsFloat()); break;
                case "onEchoInt16": onEchoInt16(checked((short)e[0].AsInt64())); break;
                case "onEchoInt32": onEchoInt32(checked((int)e[0].AsInt64())); break;
                case "onEchoInt64": onEchoInt64(e[0].AsInt64()); break;
                case "onEchoInt8": onEchoInt8(checked((sbyte)e[0].AsInt64())); break;
                case "onEchoMany": onEchoMany(checked((byte)e[0].AsInt64()), e[1].AsString(), e[2].AsString(), e[3].AsFloat(), ZOO_DEEP.Read(e[4]), e[5].AsInt64()); break;
                case "onEchoNames": onEchoNames(KbeGenerated.List(e[0], v0 => v0.AsString())); break;
                case "onEchoNested": onEchoNested(KbeGenerated.List(e[0], v0 => KbeGenerated.List(v0, v1 => checked((ushort)v1.AsInt64())))); break;
                case "onEchoNone": onEchoNone(); break;
                case "onEchoPoint": onEchoPoint(ZOO_POINT.Read(e[0])); break;
                case "onEchoPyDict": onEchoPyDict(KbeGenerated.Bytes(e[0])); break;
                case "onEchoPyList": onEchoPyList(KbeGenerated.Bytes(e[0])); break;
                case "onEchoPyTuple": onEchoPyTuple(KbeGenerated.Bytes(e[0])); break;
                case "onEchoPython": onEchoPython(KbeGenerated.Bytes(e[0])); break;
                case "onEchoString": onEchoString(e[0].AsString()); break;
                case "onEchoUint16": onEchoUint16(checked((ushort)e[0].AsInt64())); break;
                case "onEchoUint32": onEchoUint32(checked((uint)e[0].AsInt64())); break;
                case "onEchoUint64": onEchoUint64(e[0].AsUInt64()); break;
                case "onEchoUint8": onEchoUint8(checked((byte)e[0].AsInt64())); break;
                case "onEchoUnicode": onEchoUnicode(e[0].AsString()); break;
                case "onEchoVector2": onEchoVector2(e[0].AsVector2()); break;
                case "onEchoVector3": onEchoVector3(e[0].AsVector3()); break;
                case "onEchoVector4": onEchoVector4(e[0].AsVector4()); break;
                case "part.onPartEcho": part_onPartEcho(e[0].AsString(), checked((int)e[1].AsInt64())); break;
            }
        }
    }

    /// <summary>Component class ZooPart; derive from it what your game wants to do.</summary>
    public class ZooPartBase
    {
        /// <summary>Its name on the server.</summary>
        public const string ServerClass = "ZooPart";

        /// <summary>A component that is of this class.</summary>
        public ZooPartBase(KbeComponent component)
        {
            Component = component;
        }

        /// <summary>The component itself.</summary>
        public KbeComponent Component { get; }

        /// <summary>label: UNICODE</summary>
        public string label => Component.Get("label").AsString();

        /// <summary>power: INT32</summary>
        public int power => checked((int)Component.Get("power").AsInt64());

        /// <summary>secret: UINT16</summary>
        public ushort secret => checked((ushort)Component.Get("secret").AsInt64());

        /// <summary>Calls methods of the base part.</summary>
        public BaseCalls Base => new BaseCalls(Component);

        /// <summary>Methods of the Base part; a KbeException says what was refused.</summary>
        public struct BaseCalls
        {
            private readonly KbeComponent _of;

            internal BaseCalls(KbeComponent of)
            {
                _of = of;
            }

            /// <summary>partEcho(UNICODE, INT32)</summary>
            public void partEcho(string arg1, int arg2)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                _of.BaseCall("partEcho", to);
            }
        }

        /// <summary>Calls methods of the cell part.</summary>
        public CellCalls Cell => new CellCalls(Component);

        /// <summary>Methods of the Cell part; a KbeException says what was refused.</summary>
        public struct CellCalls
        {
            private readonly KbeComponent _of;

            internal CellCalls(KbeComponent of)
            {
                _of = of;
            }

            /// <summary>partEcho(UNICODE, INT32)</summary>
            public void partEcho(string arg1, int arg2)
            {
                KbeArguments to = KbeGenerated.Arguments();
                to.Add(arg1);
                to.Add(arg2);
                _of.CellCall("partEcho", to);
            }
        }
    }
}

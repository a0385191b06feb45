using Kbe;
using UnityEngine;

/// <summary>
/// A user interface written for the official plugin: registerOut, fireIn and the handlers are as they were. Needs the
/// scripting define symbol KBE_COMPAT. Beside it in the scene: a KbeBehaviour.
/// </summary>
public class EventBusGame : MonoBehaviour
{
    [SerializeField] private KbeBehaviour _network;

    /// <summary>What the player sees.</summary>
    public string Label { get; private set; } = "";

    /// <summary>The component that has the client.</summary>
    public KbeBehaviour Network { set => _network = value; }

    public void Start()
    {
        KBEngine.Event.Attach(_network.Client);     // the one new line

        KBEngine.Event.registerOut("onConnectionState", this, "onConnectionState");
        KBEngine.Event.registerOut("onLoginFailed", this, "onLoginFailed");
        KBEngine.Event.registerOut("onCreateAccountResult", this, "onCreateAccountResult");
        KBEngine.Event.registerOut("onDisconnected", this, "onDisconnected");
    }

    public void OnDestroy()
    {
        KBEngine.Event.deregisterOut(this);
    }

    public void LoginClicked(string account, string password)
    {
        KBEngine.Event.fireIn("login", account, password, new byte[0]);
    }

    public void CreateClicked(string account, string password)
    {
        KBEngine.Event.fireIn("createAccount", account, password, new byte[0]);
    }

    public void onConnectionState(bool success)
    {
        Label = success ? "connected" : "no connection";
    }

    public void onLoginFailed(ushort code, byte[] datas)
    {
        Label = _network.Client.ServerErr(code);
    }

    public void onCreateAccountResult(ushort code, byte[] datas)
    {
        Label = code == 0 ? "account created" : _network.Client.ServerErr(code);
    }

    public void onDisconnected()
    {
        Label = "disconnected";
    }
}

using System;
using System.Collections.Generic;
using Kbe;
using UnityEngine;

/// <summary>
/// A whole game: put it on an empty GameObject, press play. It works with the demo assets of a stock KBEngine 2.5
/// server and with <c>kbe demo-server</c>. Nothing is generated.
/// </summary>
public class FirstLogin : KbeBehaviour
{
    [SerializeField] private string _account = "unity";
    [SerializeField] private string _password = "secret";
    [SerializeField] private float _speed = 5;
    private bool _created;

    /// <summary>The last thing that went wrong, for whoever shows it.</summary>
    public string Trouble { get; private set; } = "";

    protected override void OnClientCreated()
    {
        Client.OnLoginResult += LoggedIn;
        Client.OnAccountResult += AccountCreated;
        Client.OnDisconnected += (c, e) => Say("session over: " + e.Ending.Text);
        Client.OnMethodCalled += Called;
        Client.OnEnterWorld += Enter;
        Client.OnLeaveWorld += Leave;
        Client.OnTransforms += Move;
        Client.OnPoseSet += (c, e) => Place(e.Entity, e.Transform.Position, e.Transform.Rotation);
        Client.Login(_account, _password);
    }

    protected override void Update()
    {
        base.Update();
        KbeEntity me = Client?.Player;
        if (me == null || !(me.RenderObj is GameObject body))
            return;
#if ENABLE_LEGACY_INPUT_MANAGER
        float turn = Input.GetAxis("Horizontal"), walk = Input.GetAxis("Vertical");
#else
        // Read your own actions here. Until then: round and round.
        float turn = 0.5f, walk = 0.5f;
#endif
        body.transform.Rotate(0, turn * 120 * Time.deltaTime, 0);
        float yaw = body.transform.rotation.eulerAngles.y * Mathf.PI / 180;
        var ahead = new Vector3(Mathf.Sin(yaw), 0, Mathf.Cos(yaw));
        body.transform.position += ahead * (walk * _speed * Time.deltaTime);
        // Every frame; the library tells the server when it is due. Refused while somebody else moves the player.
        me.SetPose(body.transform.position, body.transform.rotation);
    }

    // Every login attempt ends here, once.
    private void LoggedIn(KbeClient client, KbeLoginResult result)
    {
        if (result.Success)
            client.Player.BaseCall("reqAvatarList");
        else if (result.Ending.CodeName == "SERVER_ERR_NOT_FOUND_ACCOUNT" && !_created)
        {
            _created = true;
            client.CreateAccount(_account, _password);
        }
        else
            Say("login: " + result.Ending.Text);
    }

    private void AccountCreated(KbeClient client, KbeAccountResult result)
    {
        if (result.Success)
            client.Login(_account, _password);
        else
            Say("create account: " + result.Ending.Text);
    }

    // The server calls a method of an entity: here the answers of the account.
    private void Called(KbeClient client, in KbeMethodCall call)
    {
        if (call.Name == "onReqAvatarList")
        {
            KbeValue avatars = call[0]["values"];
            if (avatars.Count == 0)
                call.Entity.BaseCall("reqCreateAvatar", 1, _account);
            else
                call.Entity.BaseCall("selectAvatarGame", avatars[0]["dbid"].AsUInt64());
        }
        else if (call.Name == "onCreateAvatarResult")
            call.Entity.BaseCall("selectAvatarGame", call[1]["dbid"].AsUInt64());
    }

    private void Enter(KbeClient client, KbeEntity entity)
    {
        GameObject body = GameObject.CreatePrimitive(PrimitiveType.Capsule);
        body.name = entity + " " + entity.GetDefinedProperty("name");
        entity.RenderObj = body;
        Place(entity, entity.Position, entity.Rotation);
    }

    private void Leave(KbeClient client, KbeEntity entity)
    {
        if (entity.RenderObj is GameObject body)
            Destroy(body);
        entity.RenderObj = null;
    }

    // All movements since the last frame at once, oldest first. A real game interpolates.
    private void Move(KbeClient client, ReadOnlySpan<KbeTransform> moved)
    {
        foreach (KbeTransform to in moved)
            Place(client.FindEntity(to.EntityId), to.Position, to.Rotation);
    }

    private static void Place(KbeEntity entity, Vector3 position, Quaternion rotation)
    {
        if (entity != null && entity.RenderObj is GameObject body)
            body.transform.SetPositionAndRotation(position, rotation);
    }

    private void Say(string trouble)
    {
        Trouble = trouble;
        Debug.LogWarning(trouble, this);
    }
}

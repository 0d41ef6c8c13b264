namespace Facilities.Storage.Relational.Notifications;

/// <summary>By which way a message goes. Numbers are stored; add at the end only.</summary>
public enum ChannelKind
{
    /// <summary>The list behind the bell: there at once, without anybody's help.</summary>
    InApp = 1,
    Sms = 2,
    Mail = 3,

    /// <summary>Robot of a WeCom (企业微信) group.</summary>
    WeCom = 4,

    /// <summary>Robot of a DingTalk (钉钉) group, signed.</summary>
    DingTalk = 5,

    /// <summary>Robot of a Feishu (飞书) group, signed.</summary>
    Feishu = 6,

    /// <summary>Any receiver, signed.</summary>
    Webhook = 7,
}

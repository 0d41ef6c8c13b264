namespace Facilities.Operations.Notifications.Sending;

/// <summary>The server that takes our mail.</summary>
public sealed record SmtpSettings
{
    /// <summary><c>Notify:Smtp:Host</c>.</summary>
    public required string Host { get; init; }

    /// <summary><c>Notify:Smtp:Port</c>: 587, submission (RFC 6409).</summary>
    public int Port { get; init; } = 587;

    /// <summary><c>Notify:Smtp:Tls</c>: STARTTLS is demanded; false only for a server on this machine.</summary>
    public bool Tls { get; init; } = true;

    /// <summary><c>Notify:Smtp:User</c>; empty: no sign-in.</summary>
    public string User { get; init; } = "";

    /// <summary><c>Notify:Smtp:Password</c> (or <c>…File</c>).</summary>
    public string Password { get; init; } = "";

    /// <summary><c>Notify:Smtp:From</c>: address that mail comes from.</summary>
    public required string From { get; init; }

    public override string ToString() => "(hidden)";
}

namespace Facilities.Operations.Intake;

/// <summary>A credential that was just made or given a new secret. <see cref="Secret"/> is told here and never again.</summary>
/// <param name="Id">The credential.</param>
/// <param name="UserName">MQTT user name.</param>
/// <param name="Secret">MQTT password.</param>
/// <param name="OldSecretUntil">How long the replaced secret still works; null: there is none, or it ended at once.</param>
public sealed record NewDeviceAccess(int Id, string UserName, string Secret, DateTimeOffset? OldSecretUntil)
{
    /// <summary>A record would print its fields; this one holds a secret.</summary>
    public override string ToString() => $"{nameof(NewDeviceAccess)} {Id}";
}

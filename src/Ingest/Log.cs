namespace Facilities.Ingest;

/// <summary>What ingest logs. Ids 3000–3999 are its range; outages are logged when they begin and when they end.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Devices connect to {Address}:{Port}; data in {DataPath}; site clock at speed {Speed}")]
    public static partial void Listening(ILogger logger, string address, int port, string dataPath, double speed);

    [LoggerMessage(3001, LogLevel.Information, "The database was brought to this version: {Migrations}")]
    public static partial void Migrated(ILogger logger, string migrations);

    [LoggerMessage(3002, LogLevel.Information, "Journal: {UnreadBytes} bytes stand before the detectors, {UnstoredBytes} before the store")]
    public static partial void Replaying(ILogger logger, long unreadBytes, long unstoredBytes);

    [LoggerMessage(3003, LogLevel.Information, "Stopped cleanly in {Milliseconds} ms")]
    public static partial void Stopped(ILogger logger, long milliseconds);

    [LoggerMessage(3004, LogLevel.Warning, "A device at {EndPoint} gave a wrong name or secret")]
    public static partial void DeviceRefused(ILogger logger, System.Net.EndPoint? endPoint);

    [LoggerMessage(3010, LogLevel.Error, "The {Consumer} consumer can't apply what it read; it tries again until it can")]
    public static partial void ConsumerFailed(ILogger logger, Exception exception, string consumer);

    [LoggerMessage(3011, LogLevel.Information, "The {Consumer} consumer goes on after {Attempts} failed attempts in {Seconds} s")]
    public static partial void ConsumerRecovered(ILogger logger, string consumer, int attempts, long seconds);

    [LoggerMessage(3012, LogLevel.Information, "The {Consumer} consumer stopped with {Bytes} bytes unread; they are read at the next start")]
    public static partial void DrainAbandoned(ILogger logger, string consumer, long bytes);

    [LoggerMessage(3013, LogLevel.Warning, "The {Consumer} consumer could not save its last position; a little more is read again at the next start")]
    public static partial void FinishFailed(ILogger logger, Exception exception, string consumer);

    [LoggerMessage(3014, LogLevel.Critical, "The journal has failed: nothing is acknowledged any more, the process stops")]
    public static partial void JournalFailed(ILogger logger, Exception exception);

    [LoggerMessage(3015, LogLevel.Warning, "The {Consumer} consumer's store is away ({Reason}): {Details} Telemetry is kept in the journal and written when the store is back; detection goes on")]
    public static partial void StoreAway(ILogger logger, string consumer, string reason, string details);

    [LoggerMessage(3016, LogLevel.Error, "The telemetry store throws on {Samples} samples of {Readings} readings in a batch of {Batch}: they are kept in the rejects, the rest is stored")]
    public static partial void SamplesRefused(ILogger logger, Exception exception, int samples, int readings, int batch);

    [LoggerMessage(3019, LogLevel.Warning, "What just arrived can't be written before its turn; it comes again in order")]
    public static partial void LiveChunkFailed(ILogger logger, Exception exception);

    [LoggerMessage(3024, LogLevel.Error, "The {Dialect} dialect failed on what a device sent; the message is kept among the rejects")]
    public static partial void DialectFailed(ILogger logger, Exception exception, string dialect);

    [LoggerMessage(3017, LogLevel.Warning, "Alarm {Alarm}: the journal holds {JournalBytes} of {LimitBytes} bytes, the oldest needed {AgeSeconds} of {LimitSeconds} s old; at either limit publishers are held back")]
    public static partial void AlarmRaised(ILogger logger, string alarm, long journalBytes, long limitBytes, long ageSeconds, long limitSeconds);

    [LoggerMessage(3018, LogLevel.Information, "Alarm {Alarm} is over")]
    public static partial void AlarmOver(ILogger logger, string alarm);

    [LoggerMessage(3020, LogLevel.Information, "Detector state taken up for {Sources} assets; {Changed} parts start anew because their definition changed, {Unknown} assets are gone")]
    public static partial void StateLoaded(ILogger logger, int sources, int changed, int unknown);

    [LoggerMessage(3021, LogLevel.Warning, "The saved detector state can't be read: {Reason}. Detectors learn anew from what the journal still holds")]
    public static partial void StateUnreadable(ILogger logger, string reason);

    [LoggerMessage(3022, LogLevel.Warning, "The detector state could not be saved; more is replayed after a crash")]
    public static partial void StateNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(3023, LogLevel.Error, "A finding of asset {Asset}, rule {Rule}, can't be taken up and is left out")]
    public static partial void FindingLeftOut(ILogger logger, Exception exception, int asset, string rule);

    [LoggerMessage(3030, LogLevel.Warning, "The outbox can't be emptied; it is tried again")]
    public static partial void OutboxFailed(ILogger logger, Exception exception);

    [LoggerMessage(3031, LogLevel.Information, "The outbox is being emptied again")]
    public static partial void OutboxRecovered(ILogger logger);

    [LoggerMessage(3034, LogLevel.Warning, "Messages to people can't be sent; it is tried again")]
    public static partial void NotificationsFailed(ILogger logger, Exception exception);

    [LoggerMessage(3035, LogLevel.Information, "Messages to people are being sent again")]
    public static partial void NotificationsRecovered(ILogger logger);

    [LoggerMessage(3036, LogLevel.Warning, "Revoked device credentials can't be read; it is tried again, and their connections stay open until then")]
    public static partial void RevokedNotRead(ILogger logger, Exception exception);

    [LoggerMessage(3037, LogLevel.Warning, "MQTT listens on {Address}, port {Port}, without encryption: secrets and telemetry can be read on the way. Keep this network to devices, or give TLS a port with a certificate (Mqtt:Tls:Port, Mqtt:Tls:Certificate) and close this one (Mqtt:Port=none)")]
    public static partial void PlainListener(ILogger logger, System.Net.IPAddress address, int port);

    [LoggerMessage(3038, LogLevel.Information, "The certificate in {File} is new and in force; it ends at {EndsAt}")]
    public static partial void CertificateRenewed(ILogger logger, string file, DateTimeOffset endsAt);

    [LoggerMessage(3039, LogLevel.Error, "The certificate in {File} has changed and can't be used: {Problem}. The one before stays in force; it ends at {EndsAt}")]
    public static partial void CertificateUnusable(ILogger logger, string file, string problem, DateTimeOffset endsAt);

    [LoggerMessage(3032, LogLevel.Error, "The asset directory can't be read again; it is tried again, and stays as it was until then")]
    public static partial void DirectoryNotRead(ILogger logger, Exception exception);

    [LoggerMessage(3033, LogLevel.Warning, "The database is not there yet; waited for {Seconds} s: {Reason}")]
    public static partial void DatabaseAwaited(ILogger logger, double seconds, string reason);

    [LoggerMessage(3040, LogLevel.Error, "Job {Job} failed; it runs again at its next time")]
    public static partial void JobFailed(ILogger logger, Exception exception, string job);

    [LoggerMessage(3042, LogLevel.Information, "Telemetry store: {RolledUp} sources rolled up, {Searched} searched for what is past its time, {Removed} blocks removed or cut; {Rest}")]
    public static partial void StoreMaintained(ILogger logger, int rolledUp, int searched, long removed, string rest);

    [LoggerMessage(3041, LogLevel.Information, "Assets: {Fresh} report, {Stale} are silent, {Never} never reported")]
    public static partial void Staleness(ILogger logger, int fresh, int stale, int never);
}

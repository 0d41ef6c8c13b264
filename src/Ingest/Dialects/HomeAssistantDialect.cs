using System.Text.Json;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Devices that announce themselves to Home Assistant (ESPHome and many others):
/// <code>
/// homeassistant/{component}/[{node}/]{object}/config     retained; an empty payload removes
/// homeassistant/device/{object}/config                   several components at once
/// {state_topic}, {availability topic}                    as the configuration says
/// </code>
/// Configurations are remembered: they are retained by the broker, which we are, and nobody sends them again. What another dialect here reads itself
/// (Zigbee2MQTT and Tasmota announce too) isn't remembered. <c>expire_after</c> isn't needed: staleness goes by each point's own values.
/// </summary>
/// <param name="isOthers">Whether a topic is another dialect's.</param>
internal sealed class HomeAssistantDialect(DialectMemory memory, Func<string, bool> isOthers) : IDialect
{
    private const string Prefix = "homeassistant/";

    private readonly Lock _gate = new();
    private volatile Dictionary<string, List<(DialectFact Fact, HomeAssistantEntity Entity)>> _byTopic = new(StringComparer.Ordinal);
    private long _version = -1;

    public string Key => "homeassistant";

    public bool Claims(string topic) => IsConfiguration(topic) || Topics().ContainsKey(topic);

    public DialectOutcome Read(DialectMessage message)
    {
        if (IsConfiguration(message.Topic)) return Configure(message);
        if (!Topics().TryGetValue(message.Topic, out var entities)) return DialectOutcome.None;
        var outcome = new DialectOutcome();
        var devices = new Dictionary<string, DeviceReading>(StringComparer.Ordinal);
        foreach (var (fact, entity) in entities)
        {
            if (fact.Place != message.Place) continue;
            if (entity.StateTopic == message.Topic && Value(entity, message.Payload) is { } value)
            {
                if (!devices.TryGetValue(entity.Device, out var reading)) devices.Add(entity.Device, reading = new DeviceReading(entity.Device) { Name = entity.Name });
                reading.Fields.Add(value);
            }

            if (outcome.Devices.Exists(device => device.Key == entity.Device)) continue;
            if (entity.Availability.Find(item => item.Topic == message.Topic) is { } availability && Presence(availability, message) is { } presence)
                outcome.Devices.Add(new DeviceReading(entity.Device) { Name = entity.Name, Presence = presence });
        }

        outcome.Devices.AddRange(devices.Values);
        return outcome;
    }

    private static bool IsConfiguration(string topic) => topic.StartsWith(Prefix, StringComparison.Ordinal) && topic.EndsWith("/config", StringComparison.Ordinal);

    private static FieldValue? Value(HomeAssistantEntity entity, ReadOnlyMemory<byte> payload)
    {
        // Shown as it is: a person can say that the field is left out, or change the device.
        if (!ValueTemplate.TryParse(entity.Template, out var template)) return FieldValue.Of(entity.Field, entity.Template) with { DeviceClass = entity.DeviceClass };
        if (template.Read(entity.Field, payload) is not { } value) return null;
        if (entity.On is { } on)
        {
            var said = value.Shape switch { FieldShape.Text => value.Text, FieldShape.Flag => value.Number == 0 ? "false" : "true", _ => value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            if (string.Equals(said, on, StringComparison.OrdinalIgnoreCase)) value = FieldValue.Of(entity.Field, true);
            else if (string.Equals(said, entity.Off, StringComparison.OrdinalIgnoreCase)) value = FieldValue.Of(entity.Field, false);
        }

        return value with { Unit = entity.Unit, DeviceClass = entity.DeviceClass };
    }

    private static PresenceState? Presence(HomeAssistantAvailability availability, DialectMessage message)
    {
        if (!ValueTemplate.TryParse(availability.Template, out var template) || template.Read("", message.Payload) is not { } value) return null;
        var text = value.Shape == FieldShape.Flag ? value.Number == 0 ? "false" : "true" : value.Text;
        if (text == availability.Present) return PresenceState.Online;
        return text == availability.Absent ? message.IsWill ? PresenceState.Lost : PresenceState.Offline : null;
    }

    private DialectOutcome Configure(DialectMessage message)
    {
        var levels = message.Levels;
        if (levels.Length is not (4 or 5)) return DialectOutcome.None;
        var outcome = new DialectOutcome();
        var (component, node, identity) = (levels[1], levels.Length == 5 ? levels[2] : "", levels[^2]);
        var before = memory.Of(Key).Where(fact => fact.Key.Place == message.Place && fact.Key.Key.StartsWith(message.Topic + "#", StringComparison.Ordinal)).Select(static fact => fact.Key).ToList();
        var entities = new List<HomeAssistantEntity>();
        if (!message.Payload.IsEmpty)
        {
            using var document = JsonPayload.TryParse(message.Payload, out var fault);
            if (document is null) return DialectOutcome.Unreadable(fault);
            entities = HomeAssistantConfig.Read(document.RootElement, component, node, identity);
        }

        foreach (var gone in before.Where(fact => !entities.Exists(entity => fact.Key == FactKey(message, entity)))) outcome.Facts.Add(new(gone, null));
        foreach (var entity in entities.Where(entity => !isOthers(entity.StateTopic)))
            outcome.Facts.Add(new(new DialectFact(Key, message.Place, FactKey(message, entity)), JsonSerializer.Serialize(entity)));
        return outcome;
    }

    private static string FactKey(DialectMessage message, HomeAssistantEntity entity) => $"{message.Topic}#{entity.Field}";

    /// <summary>Entities by the topics they listen to, made anew when the memory has changed: configurations come in a burst, and then for months not.</summary>
    private Dictionary<string, List<(DialectFact Fact, HomeAssistantEntity Entity)>> Topics()
    {
        var version = memory.VersionOf(Key);
        if (Interlocked.Read(ref _version) == version) return _byTopic;
        lock (_gate)
        {
            if (_version == version) return _byTopic;
            var topics = new Dictionary<string, List<(DialectFact, HomeAssistantEntity)>>(StringComparer.Ordinal);
            foreach (var (fact, body) in memory.Of(Key).OrderBy(static known => known.Key.Key, StringComparer.Ordinal))
            {
                if (JsonSerializer.Deserialize<HomeAssistantEntity>(body) is not { } entity) continue;
                foreach (var topic in entity.Availability.Select(static item => item.Topic).Prepend(entity.StateTopic).Distinct())
                {
                    if (!topics.TryGetValue(topic, out var listening)) topics.Add(topic, listening = []);
                    listening.Add((fact, entity));
                }
            }

            _byTopic = topics;
            Interlocked.Exchange(ref _version, version);
            return topics;
        }
    }
}

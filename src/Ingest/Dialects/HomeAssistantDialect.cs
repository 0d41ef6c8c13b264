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
internal sealed class HomeAssistantDialect : IDialect
{
    private const string Prefix = "homeassistant/";

    private readonly HomeAssistantEntities _entities;
    private readonly FactGroups _configurations;
    private readonly Func<string, bool> _isOthers;
    private readonly Func<string, bool> _isPattern;

    /// <param name="memory">What was announced.</param>
    /// <param name="isOthers">Whether a topic is another dialect's.</param>
    /// <param name="isPattern">Whether an administrator said what a topic is; asked with each message, since he may say so later.</param>
    public HomeAssistantDialect(DialectMemory memory, Func<string, bool> isOthers, Func<string, bool> isPattern)
    {
        (_isOthers, _isPattern) = (isOthers, isPattern);
        _entities = new HomeAssistantEntities(memory, Key);
        // Topic names have no '#'.
        _configurations = new FactGroups(memory, Key, static key => key.IndexOf('#', StringComparison.Ordinal) is > 0 and var end ? key[..end] : null);
    }

    public string Key => "homeassistant";

    public bool Claims(string topic) => IsConfiguration(topic);

    public bool Claims(string topic, string place) => IsConfiguration(topic) || (_entities.Knows(place, topic) && !_isPattern(topic));

    public DialectOutcome Read(DialectMessage message)
    {
        if (IsConfiguration(message.Topic)) return Configure(message);
        var outcome = new DialectOutcome();
        var devices = new Dictionary<string, DeviceReading>(StringComparer.Ordinal);
        var present = new HashSet<string>(StringComparer.Ordinal);
        using var payload = new TemplateInput(message.Payload);
        foreach (var known in _entities.At(message.Place, message.Topic).Take(DeviceReading.MostFields))
        {
            var entity = known.Entity;
            if (entity.StateTopic == message.Topic && known.Value(payload) is { } value)
            {
                if (!devices.TryGetValue(entity.Device, out var reading)) devices.Add(entity.Device, reading = new DeviceReading(entity.Device) { Name = entity.Name });
                reading.Fields.Add(value);
            }

            if (present.Contains(entity.Device) || known.IsThere(message.Topic, payload) is not { } isThere) continue;
            present.Add(entity.Device);
            var presence = isThere ? PresenceState.Online : message.IsWill ? PresenceState.Lost : PresenceState.Offline;
            outcome.Devices.Add(new DeviceReading(entity.Device) { Name = entity.Name, Presence = presence });
        }

        outcome.Devices.AddRange(devices.Values);
        return outcome;
    }

    private static bool IsConfiguration(string topic) => topic.StartsWith(Prefix, StringComparison.Ordinal) && topic.EndsWith("/config", StringComparison.Ordinal);

    private DialectOutcome Configure(DialectMessage message)
    {
        var levels = message.Levels;
        if (levels.Length is not (4 or 5)) return DialectOutcome.None;
        var outcome = new DialectOutcome();
        var (component, node, identity) = (levels[1], levels.Length == 5 ? levels[2] : "", levels[^2]);
        var entities = new List<HomeAssistantEntity>();
        if (!message.Payload.IsEmpty)
        {
            using var document = JsonPayload.TryParse(message.Payload, out var fault);
            if (document is null) return DialectOutcome.Unreadable(fault);
            entities = HomeAssistantConfig.Read(document.RootElement, component, node, identity);
        }

        entities.RemoveAll(entity => _isOthers(entity.StateTopic));
        var announced = entities.Select(entity => FactKey(message, entity)).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _configurations.Of(message.Place, message.Topic).Where(fact => !announced.Contains(fact.Key))) outcome.Facts.Add(new(gone, null));
        foreach (var entity in entities)
            outcome.Facts.Add(new(new DialectFact(Key, message.Place, FactKey(message, entity)), JsonSerializer.Serialize(entity)));
        return outcome;
    }

    private static string FactKey(DialectMessage message, HomeAssistantEntity entity) => $"{message.Topic}#{entity.Field}";
}

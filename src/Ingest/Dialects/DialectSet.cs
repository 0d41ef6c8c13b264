using Facilities.Domain;
using Facilities.Operations.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>All dialects in the order in which they are asked; plain patterns last, so that they can't take a known dialect's topics. Thread-safe.</summary>
internal sealed class DialectSet
{
    private readonly IDialect[] _all;

    public DialectSet(MappingDirectory mappings, DialectMemory memory, SiteClock clock)
    {
        IDialect[] own = [new ThingsBoardDialect(), new SparkplugDialect(memory, clock), new TasmotaDialect(), new Zigbee2MqttDialect(memory), new ShellyDialect()];
        var plain = new PlainDialect(mappings);
        _all = [.. own, new HomeAssistantDialect(memory, topic => Array.Exists(own, dialect => dialect.Claims(topic)), plain.Claims), plain];
    }

    /// <param name="topic">Topic name.</param>
    /// <param name="place">See <see cref="DialectMessage.Place"/>.</param>
    public IDialect? Find(string topic, string place)
    {
        foreach (var dialect in _all)
        {
            if (dialect.Claims(topic, place)) return dialect;
        }

        return null;
    }
}

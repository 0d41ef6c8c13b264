namespace Facilities.Ingest.Dialects;

/// <summary>An announced entity with its templates read. Immutable.</summary>
internal sealed class KnownEntity
{
    private readonly ValueTemplate? _value;
    private readonly (HomeAssistantAvailability Said, ValueTemplate Template)[] _availability;

    public KnownEntity(HomeAssistantEntity entity)
    {
        Entity = entity;
        _value = ValueTemplate.TryParse(entity.Template, out var template) ? template : null;
        _availability = [.. entity.Availability.Where(static item => ValueTemplate.TryParse(item.Template, out _)).Select(static item => (item, ValueTemplate.TryParse(item.Template, out var read) ? read : ValueTemplate.Plain))];
    }

    public HomeAssistantEntity Entity { get; }

    /// <summary>Topics it listens to.</summary>
    public IEnumerable<string> Topics => Entity.Availability.Select(static item => item.Topic).Prepend(Entity.StateTopic).Distinct(StringComparer.Ordinal);

    /// <summary>Its value in a message of its state topic; null: none there.</summary>
    public FieldValue? Value(TemplateInput payload)
    {
        // Shown as it is: a person can say that the field is left out, or change the device.
        if (_value is null) return FieldValue.Of(Entity.Field, Entity.Template) with { DeviceClass = Entity.DeviceClass };
        if (_value.Read(Entity.Field, payload) is not { } value) return null;
        if (Entity.On is { } on)
        {
            var said = value.Shape switch { FieldShape.Text => value.Text, FieldShape.Flag => value.Number == 0 ? "false" : "true", _ => value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            if (string.Equals(said, on, StringComparison.OrdinalIgnoreCase)) value = FieldValue.Of(Entity.Field, true);
            else if (string.Equals(said, Entity.Off, StringComparison.OrdinalIgnoreCase)) value = FieldValue.Of(Entity.Field, false);
        }

        return value with { Unit = Entity.Unit, DeviceClass = Entity.DeviceClass };
    }

    /// <summary>What a message of one of its availability topics says; null: nothing.</summary>
    /// <param name="topic">Topic of the message.</param>
    /// <param name="payload">Its payload.</param>
    public bool? IsThere(string topic, TemplateInput payload)
    {
        foreach (var (said, template) in _availability)
        {
            if (said.Topic != topic) continue;
            if (template.Read("", payload) is not { } value) return null;
            var text = value.Shape == FieldShape.Flag ? value.Number == 0 ? "false" : "true" : value.Text;
            return text == said.Present ? true : text == said.Absent ? false : null;
        }

        return null;
    }
}

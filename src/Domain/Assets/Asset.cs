using System.Collections.ObjectModel;
using System.Globalization;

namespace Facilities.Domain.Assets;

/// <summary>
/// A piece of equipment with a type (a key of the asset templates). (community, <see cref="Code"/>) is unique; the code is the <c>{asset}</c> level of MQTT topics.
/// <see cref="Attributes"/> is replaced whole, never changed in place, so that a mapping may compare it by value.
/// </summary>
public sealed class Asset
{
    /// <summary>Attribute: persons the car is rated for (额定乘客人数).</summary>
    public const string RatedPersonsKey = "rated_persons";

    /// <summary>Attribute: rated load in kg.</summary>
    public const string RatedLoadKey = "rated_load_kg";

    /// <summary>Type of the assets that others report through.</summary>
    public const string GatewayType = "gateway";

    /// <summary>Attribute: code of the gateway asset in the same community through which it reports.</summary>
    public const string GatewayKey = "gateway";

    private readonly List<ThresholdOverride> _thresholdOverrides = [];

    private Asset()
    {
    }

    /// <exception cref="RuleViolation"><see cref="RuleCodes.CodeMalformed"/>.</exception>
    public Asset(CommunityId communityId, BuildingId? buildingId, string typeKey, string code, string name, string? nameEn = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(typeKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Codes.Require(code);
        CommunityId = communityId;
        BuildingId = buildingId;
        TypeKey = typeKey;
        Code = code;
        Name = name;
        NameEn = nameEn;
    }

    public AssetId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public BuildingId? BuildingId { get; private set; }

    public string TypeKey { get; private set; } = "";

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? NameEn { get; private set; }

    /// <summary>Free attributes of the type (registration no., rated load, …). Keys are ordinal.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; private set; } = ReadOnlyDictionary<string, string>.Empty;

    public Criticality Criticality { get; set; } = Criticality.Normal;

    public DateOnly? CommissionedOn { get; set; }

    public bool InService { get; private set; } = true;

    /// <summary>The day it was last taken out of service; null while in service.</summary>
    public DateOnly? OutOfServiceSince { get; private set; }

    /// <summary>At most one per (rule, parameter).</summary>
    public IReadOnlyList<ThresholdOverride> ThresholdOverrides => _thresholdOverrides;

    /// <summary>Persons the car is rated for: stated, else rated load / 75 kg (EN 81-20); null when neither is known.</summary>
    public int? RatedPersons =>
        Attributes.TryGetValue(RatedPersonsKey, out var persons) && int.TryParse(persons, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated > 0 ? stated
        : Attributes.TryGetValue(RatedLoadKey, out var load) && int.TryParse(load, NumberStyles.None, CultureInfo.InvariantCulture, out var kg) && kg >= 75 ? kg / 75
        : null;

    /// <summary>Code of the gateway through which it reports; null when it has a line of its own or none is stated.</summary>
    public string? GatewayCode => Attributes.TryGetValue(GatewayKey, out var code) && code.Length > 0 ? code : null;

    public void SetAttributes(IEnumerable<KeyValuePair<string, string>> attributes) =>
        Attributes = new Dictionary<string, string>(attributes, StringComparer.Ordinal).AsReadOnly();

    public void TakeOutOfService(DateOnly day)
    {
        if (!InService) return;
        InService = false;
        OutOfServiceSince = day;
    }

    public void ReturnToService()
    {
        InService = true;
        OutOfServiceSince = null;
    }

    /// <summary>Sets one parameter of one detection rule for this asset, replacing an earlier value.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.ThresholdNotFinite"/>.</exception>
    public void OverrideThreshold(string ruleKey, string parameter, double value, UserId by, DateTimeOffset now, string? note = null)
    {
        if (!double.IsFinite(value)) throw new RuleViolation(RuleCodes.ThresholdNotFinite, ("rule", ruleKey), ("parameter", parameter));
        ClearThreshold(ruleKey, parameter);
        _thresholdOverrides.Add(new ThresholdOverride(ruleKey, parameter, value, by, now, note));
    }

    /// <summary>Back to the template's value.</summary>
    /// <returns>False when there was none.</returns>
    public bool ClearThreshold(string ruleKey, string parameter) =>
        _thresholdOverrides.RemoveAll(o => o.RuleKey == ruleKey && o.Parameter == parameter) > 0;
}

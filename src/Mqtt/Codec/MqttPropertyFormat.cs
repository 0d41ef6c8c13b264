namespace Facilities.Mqtt;

/// <summary>How a property is written (MQTT 5 §1.5).</summary>
internal enum MqttPropertyFormat : byte
{
    None,
    Byte,
    Flag,
    UInt16,
    UInt32,
    VariableByteInteger,
    String,
    Binary,
    StringPair,
}

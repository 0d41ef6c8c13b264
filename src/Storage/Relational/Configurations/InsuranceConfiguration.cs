using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class InsuranceConfiguration : IEntityTypeConfiguration<Policy>, IEntityTypeConfiguration<Claim>, IEntityTypeConfiguration<ClaimEvent>, IEntityTypeConfiguration<ClaimLetter>, IEntityTypeConfiguration<ClaimFile>
{
    public void Configure(EntityTypeBuilder<Policy> builder)
    {
        builder.ToTable("policies");
        builder.Property(policy => policy.Number).HasMaxLength(Policy.MaximumNumber);
        builder.Property(policy => policy.CommitteeCode).HasMaxLength(18);
        builder.HasIndex(policy => policy.Number).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(policy => policy.InsurerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(policy => policy.HolderId).OnDelete(DeleteBehavior.Restrict);
        builder.OwnsMany(policy => policy.Assets, covered =>
        {
            covered.ToTable("policy_assets");
            covered.WithOwner().HasForeignKey(item => item.PolicyId);
            covered.HasKey(item => new { item.PolicyId, item.AssetId });
            covered.HasIndex(item => item.AssetId);
            covered.HasOne<Asset>().WithMany().HasForeignKey(item => item.AssetId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.OwnsMany(policy => policy.Terms, terms =>
        {
            terms.ToTable("policy_terms");
            terms.WithOwner().HasForeignKey(item => item.PolicyId);
            terms.HasKey(item => item.Id);
            terms.Property(item => item.Id).ValueGeneratedOnAdd();
            terms.Property(item => item.Exclusions).AsJson();
            terms.HasIndex(item => new { item.PolicyId, item.Version }).IsUnique();
            terms.OwnsMany(item => item.Covers, cover =>
            {
                cover.ToTable("policy_covers");
                cover.WithOwner().HasForeignKey("TermsId");
                cover.HasKey(item => item.Id);
                cover.Property(item => item.Id).ValueGeneratedOnAdd();
                cover.Property(item => item.Benefits).AsJson();
                cover.HasIndex("TermsId", nameof(Cover.Kind)).IsUnique();
            });
        });
    }

    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("claims");
        builder.Property(claim => claim.Number).HasMaxLength(32);
        builder.Property(claim => claim.LossKey).HasMaxLength(100);
        builder.Property(claim => claim.Trigger).HasMaxLength(60);
        builder.Property(claim => claim.Version).IsConcurrencyToken();
        builder.HasIndex(claim => claim.Number).IsUnique();
        // One loss event, one claim per cover.
        builder.HasIndex(claim => new { claim.PolicyId, claim.Cover, claim.LossKey }).IsUnique();
        builder.HasIndex(claim => claim.AssetId);
        builder.HasIndex(claim => claim.DueBy);
        builder.HasOne<Policy>().WithMany().HasForeignKey(claim => claim.PolicyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Asset>().WithMany().HasForeignKey(claim => claim.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Fault>().WithMany().HasForeignKey(claim => claim.FaultId).OnDelete(DeleteBehavior.SetNull);
        builder.HasMany(claim => claim.History).WithOne().HasForeignKey(line => line.ClaimId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ClaimEvent> builder)
    {
        builder.ToTable("claim_events");
        builder.Property(line => line.Note).HasMaxLength(Attachments.MaximumNoteLength);
        builder.HasIndex(line => new { line.ClaimId, line.Sequence }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ClaimLetter> builder)
    {
        builder.ToTable("claim_letters");
        builder.Property(letter => letter.Words).HasMaxLength(ClaimLetter.MaximumWords);
        builder.Property(letter => letter.Files).AsJson();
        builder.HasIndex(letter => new { letter.ClaimId, letter.Number }).IsUnique();
        builder.HasOne<Claim>().WithMany().HasForeignKey(letter => letter.ClaimId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ClaimFile> builder)
    {
        builder.ToTable("claim_files");
        builder.HasKey(file => new { file.ClaimId, file.Sha256 });
        builder.Property(file => file.Sha256).HasMaxLength(64);
        builder.Property(file => file.Name).HasMaxLength(ClaimFile.NameLength);
        builder.Property(file => file.MediaType).HasMaxLength(64);
        builder.HasOne<Claim>().WithMany().HasForeignKey(file => file.ClaimId).OnDelete(DeleteBehavior.Cascade);
    }
}
